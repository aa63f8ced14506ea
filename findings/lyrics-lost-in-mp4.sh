#!/usr/bin/env bash
# Question: the words of a song are in its tags, and its container's metadata are handed on when
#   FFmpeg remuxes it into MP4. Do the words arrive?
# Guess: yes: MP4 has a place for lyrics, and FFmpeg's muxer writes it.
# Seen: it depends on what the song was. FFmpeg calls a FLAC's words "lyrics", and these arrive.
#   It calls an MP3's USLT "lyrics-eng" (with description and language), a key that the MP4 muxer
#   passes over without a word; a Vorbis comment UNSYNCEDLYRICS is lost as well, and so are BPM
#   and key, which MP4 has places for, too.
# So: put the words under the key "lyrics" yourself before muxing.
# With: av 18.1.0 and 16.1.0 (run by hand), mutagen 1.48.1, numpy 2.4.6
# Output seen on 2026-11-30:
#   song.mp3: FFmpeg tells ['TBPM', 'lyrics-eng', 'title']; in the MP4 are ['title']
#   song.flac: FFmpeg tells ['lyrics', 'title']; in the MP4 are ['lyrics', 'title']
#   other.flac: FFmpeg tells ['title', 'unsyncedlyrics']; in the MP4 are ['title']
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    av==18.1.0 numpy==2.4.6 mutagen==1.48.1
cd "$work"
"$work/venv/bin/python" - <<'END'
import av
import numpy as np
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TBPM, TIT2, USLT

WORDS = "first line\nsecond line"


def write(name, codec, sample_format):
    with av.open(name, "w") as output:
        stream = output.add_stream(codec, rate=44_100, layout="mono")
        stream.codec_context.format = sample_format
        kind = np.float32 if sample_format == "fltp" else np.int16
        for number in range(40):
            part = np.zeros((1, 1152), kind)
            frame = av.AudioFrame.from_ndarray(part, format=sample_format, layout="mono")
            frame.sample_rate, frame.pts = 44_100, number * 1152
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def remuxed(name):
    """The metadata of a song, and those of an MP4 that was given all of them."""
    with av.open(name) as source, av.open("out.mp4", "w") as output:
        known = dict(source.metadata)
        output.metadata.update(known)
        stream = output.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                output.mux(packet)
    with av.open("out.mp4") as container:
        return known, dict(container.metadata)


write("song.mp3", "libmp3lame", "fltp")
tag = ID3("song.mp3")
tag.add(TIT2(encoding=3, text=["Night Drive"]))
tag.add(USLT(encoding=3, lang="eng", desc="", text=WORDS))
tag.add(TBPM(encoding=3, text=["128"]))
tag.save()
write("song.flac", "flac", "s16")
flac = FLAC("song.flac")
flac["title"], flac["lyrics"] = "Night Drive", WORDS
flac.save()
write("other.flac", "flac", "s16")
flac = FLAC("other.flac")
flac["title"], flac["unsyncedlyrics"] = "Night Drive", WORDS
flac.save()

kept = {}
for name in ("song.mp3", "song.flac", "other.flac"):
    before, after = remuxed(name)
    keys = sorted(key for key in before if before[key] in (WORDS, "128", "Night Drive"))
    kept[name] = sorted(key for key in after if after[key] in (WORDS, "128", "Night Drive"))
    print(f"{name}: FFmpeg tells {keys}; in the MP4 are {kept[name]}")
assert kept == {
    "song.mp3": ["title"], "song.flac": ["lyrics", "title"], "other.flac": ["title"],
}, "the muxer keeps more or less now"
END
