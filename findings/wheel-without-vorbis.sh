#!/usr/bin/env bash
# Question: what can PyAV 17 and 18's wheels encode and decode that 16.1's can't, and the reverse?
# Guess: a newer wheel has all that an older one has, and more.
# Seen: 17 dropped libvorbis, libspeex, libopenh264 and libaom. Asking for "libvorbis" raises
#   UnknownCodecError, and "vorbis", which was libvorbis, is now FFmpeg's own encoder, which
#   refuses to be opened unless experimental code is allowed.
# So: a pipeline that writes Ogg Vorbis, or tests its reader with files that it makes itself,
#   stops at `add_stream`; moving the pin needs another encoder (Opus), not only another number.
# With: av 16.1.0 and av 18.1.0 (17.1.0 as 18.1.0), x86-64 and glibc
# Output seen on 2026-11-30:
#   PyAV 16.1.0 755 encoders and decoders; libvorbis: written; vorbis: written;
#   PyAV 18.1.0 746 encoders and decoders; libvorbis: UnknownCodecError; vorbis: ExperimentalError;
#     gone since the older wheel: decoder libaom-av1, decoder libopenh264, decoder libspeex, decoder libvorbis, encoder libaom-av1, encoder libopenh264, encoder libspeex, encoder libvorbis, encoder speex
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6
cd "$work"
for version in 16.1.0 18.1.0; do
    pip --target "$work/$version" "av==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" - <<'END'
import json
import sys
from pathlib import Path

import av
import numpy as np
from av.codec import Codec, codecs_available


def has(name, mode):
    try:
        Codec(name, mode)
    except av.codec.codec.UnknownCodecError:
        return False
    return True


def outcome(encoder):
    """What becomes of a second of silence in an Ogg file."""
    try:
        with av.open(f"{encoder}.ogg", "w") as output:
            stream = output.add_stream(encoder, rate=48_000, layout="stereo")
            silence = np.zeros((2, 1024), np.float32)
            frame = av.AudioFrame.from_ndarray(silence, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48_000, 0
            output.mux(stream.encode(frame))
            output.mux(stream.encode(None))
    except (av.FFmpegError, ValueError) as error:
        return type(error).__name__
    return "written"


names = [f"{kind} {name}" for kind, mode in (("encoder", "w"), ("decoder", "r"))
         for name in codecs_available if has(name, mode)]
print("PyAV", av.__version__, len(names), "encoders and decoders;",
      *(f"{name}: {outcome(name)};" for name in ("libvorbis", "vorbis")))
kept = Path("names.json")
if not kept.exists():
    kept.write_text(json.dumps(names))
    sys.exit()
gone = sorted(set(json.loads(kept.read_text())) - set(names))
print("  gone since the older wheel:", ", ".join(gone))
assert "encoder libvorbis" in gone, "libvorbis is back"
assert outcome("libvorbis") == "UnknownCodecError"
assert outcome("vorbis") != "written", "FFmpeg's own encoder is good enough now"
END
done
