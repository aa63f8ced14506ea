#!/usr/bin/env bash
# Question: `discord.File(f)` is made over a file that its owner opened and closes by `with open(…)
#   as f`. The message isn't sent in the end, or the file is used for two attachments. Is it closed
#   after the `with`?
# Guess: yes; discord.py says that it closes only files that it opened itself.
# Seen: no. Making a File replaces the file's own `close` by one that does nothing, and only
#   File.close(), which a *send* calls, puts it back. A File that is never sent leaves the file
#   open past the owner's `with` and `close()`, until it is collected. With two Files over one
#   file the second keeps the empty `close` as the real one: nothing closes it any more, sent or
#   not. The same with io.BytesIO, whose memory then stays.
# So: give discord.File a path, or close the File itself in a `finally`; one File to a file object.
# With: discord.py 2.7.1, Python 3.11
# Output seen on 2026-11-30:
#   no File: closed after the with
#   one File, never sent: open after the with, open after f.close(), closed after File.close() and f.close()
#   two Files, both closed: open after the with, open after f.close()
#   one File over BytesIO, never sent: open after the with
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1
cd "$work"
echo song > song.mp3
"$work/venv/bin/python" -W ignore - <<'END'
import io

import discord


def state(file):
    return "closed" if file.closed else "open"


with open("song.mp3", "rb") as f:
    pass
print("no File:", state(f), "after the with")
assert f.closed

with open("song.mp3", "rb") as f:
    never_sent = discord.File(f)
seen = [state(f)]
f.close()
seen.append(state(f))
never_sent.close()
f.close()
seen.append(state(f))
print("one File, never sent: {} after the with, {} after f.close(), "
      "{} after File.close() and f.close()".format(*seen))
assert seen == ["open", "open", "closed"], "it has changed"

with open("song.mp3", "rb") as f:
    both = discord.File(f), discord.File(f)
    for one in both:  # as a send does with each
        one.close()
seen = [state(f)]
f.close()
seen.append(state(f))
print("two Files, both closed: {} after the with, {} after f.close()".format(*seen))
assert seen == ["open", "open"], "it has changed"

with io.BytesIO(b"song") as f:
    never_sent = discord.File(f, "song.mp3")
print("one File over BytesIO, never sent:", state(f), "after the with")
assert not f.closed, "it has changed"
END
