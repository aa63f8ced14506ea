#!/usr/bin/env bash
# Question: fsspec copies or removes a file whose name has square brackets, "take[1].mp4", given
#   by its whole path: does it take that file?
# Guess: yes; patterns are for `glob`, and a path that exists is that path.
# Seen: `put`, `get`, `copy`, `cat` and a memory file system's `rm` read every name as a pattern,
#   also where the file itself exists. "take[1].mp4" is the pattern for "take1.mp4": the *other*
#   file is uploaded (into a folder called like the target), and the other one is removed. Without
#   such a neighbour there is FileNotFoundError. The local file system's `rm` takes the name as it
#   is.
# So: use the calls with `_file` in their names (put_file, get_file, cp_file, cat_file, rm_file),
#   or name files by ids.
# With: fsspec 2026.9.0
# Output seen on 2026-11-30:
#   put take[1].mp4 as /up/video.mp4: {'/up/video.mp4/take1.mp4': 'this is take1.mp4'}
#   put song [live].mp3, which exists: FileNotFoundError
#   memory after rm take[1].mp4: ['/there/take[1].mp4']
#   local after rm take[1].mp4:  ['take1.mp4']
#   put_file: this is song [live].mp3
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check fsspec==2026.9.0
cd "$work"
"$work/venv/bin/python" - <<'END'
from pathlib import Path

import fsspec

for name in ("take1.mp4", "take[1].mp4", "song [live].mp3"):
    Path(name).write_text(f"this is {name}")
memory, local = fsspec.filesystem("memory"), fsspec.filesystem("file")

memory.put(f"{Path.cwd()}/take[1].mp4", "/up/video.mp4")
put = {name: memory.cat_file(name).decode() for name in memory.find("/up")}
print("put take[1].mp4 as /up/video.mp4:", put)
assert put == {"/up/video.mp4/take1.mp4": "this is take1.mp4"}

try:
    memory.put(f"{Path.cwd()}/song [live].mp3", "/up/song.mp3")
    outcome = "copied"
except FileNotFoundError:
    outcome = "FileNotFoundError"
print("put song [live].mp3, which exists:", outcome)
assert outcome == "FileNotFoundError"

for name in ("/there/take1.mp4", "/there/take[1].mp4"):
    memory.pipe_file(name, b"-")
memory.rm("/there/take[1].mp4")
left = memory.find("/there")
print("memory after rm take[1].mp4:", left)
assert left == ["/there/take[1].mp4"]

local.rm(f"{Path.cwd()}/take[1].mp4")
left = sorted(path.name for path in Path.cwd().glob("take*"))
print("local after rm take[1].mp4: ", left)
assert left == ["take1.mp4"]

memory.put_file(f"{Path.cwd()}/song [live].mp3", "/up/song.mp3")
print("put_file:", memory.cat_file("/up/song.mp3").decode())
END
