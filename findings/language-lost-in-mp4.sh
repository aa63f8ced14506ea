#!/usr/bin/env bash
# Question: a stream's language is set to "de", "ja" or "pt-BR", as Discord, browsers and most
#   libraries call languages. Which language does an MP4 have then, and a Matroska file?
# Guess: MP4 has "deu", "jpn" and "por": FFmpeg has a table of languages.
# Seen: MP4 has none at all, without a word: only codes of three letters are kept ("deu", "ger",
#   any three), the rest is dropped. Matroska keeps whatever is given, "xx" as well, in the
#   field that is for three letters. So a remux from Matroska to MP4 can lose it too.
# So: turn locales into ISO 639-2 codes before they are set (babel or pycountry know them), and
#   read the language back in a test.
# With: av 18.1.0 (the same in 16.1.0), numpy 2.4.6
# Output seen on 2026-11-30:
#   PyAV 18.1.0: de: MP4 none, Matroska de
#   PyAV 18.1.0: ja: MP4 none, Matroska ja
#   PyAV 18.1.0: pt-BR: MP4 none, Matroska pt-BR
#   PyAV 18.1.0: zh-Hans: MP4 none, Matroska zh-Hans
#   PyAV 18.1.0: deu: MP4 deu, Matroska deu
#   PyAV 18.1.0: ger: MP4 ger, Matroska ger
#   PyAV 18.1.0: jpn: MP4 jpn, Matroska jpn
#   PyAV 16.1.0: de: MP4 none, Matroska de
#   PyAV 16.1.0: ja: MP4 none, Matroska ja
#   PyAV 16.1.0: pt-BR: MP4 none, Matroska pt-BR
#   PyAV 16.1.0: zh-Hans: MP4 none, Matroska zh-Hans
#   PyAV 16.1.0: deu: MP4 deu, Matroska deu
#   PyAV 16.1.0: ger: MP4 ger, Matroska ger
#   PyAV 16.1.0: jpn: MP4 jpn, Matroska jpn
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/languages.py" <<'END'
import av
import numpy as np


def kept(name, language):
    """The language of a stream, after it was written and read."""
    with av.open(name, "w") as output:
        stream = output.add_stream("aac", rate=48_000, layout="mono")
        stream.metadata["language"] = language
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 48_000, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    with av.open(name) as container:
        return container.streams.audio[0].language or "none"


given = ("de", "ja", "pt-BR", "zh-Hans", "deu", "ger", "jpn")
found = {language: (kept("song.m4a", language), kept("song.mka", language)) for language in given}
for language, (mp4, matroska) in found.items():
    print(f"PyAV {av.__version__}: {language}: MP4 {mp4}, Matroska {matroska}")
    assert mp4 == (language if len(language) == 3 else "none"), "it has changed"
    assert matroska == language, "it has changed"
END

python3 -m venv "$work/venv"
pip() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip numpy==2.4.6
cd "$work"
for version in 18.1.0 16.1.0; do
    pip --target "$work/$version" "av==$version"
    PYTHONPATH="$work/$version" "$work/venv/bin/python" languages.py
done
