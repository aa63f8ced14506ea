#!/usr/bin/env bash
# Question: a chapter's title of 43 Japanese or 128 accented letters, valid in ID3v2.4 (CHAP) and
#   in MP4: is the chapter read by FFmpeg and by mutagen?
# Guess: yes; a title may be long, at worst it is cut.
# Seen: FFmpeg passes over every ID3v2.4 chapter whose title takes more than 125 bytes (42 Japanese
#   letters), without a word; in ID3v2.3 the same is read. And where FFmpeg writes chapters into
#   an M4A, the title in the box "chpl" is cut after 255 bytes, in the middle of a letter: mutagen
#   then refuses the whole file (MP4MetadataError), so that title, artist and cover are lost with
#   it. FFmpeg itself has the whole title, from the track of text that it writes as well.
# So: keep chapters' titles short when writing; when an M4A's tags can't be read by mutagen, ask
#   FFmpeg; read ID3 chapters by mutagen.
# With: av 18.1.0, mutagen 1.48.1, imageio-ffmpeg 0.8.1 (FFmpeg 9.0.2)
# Output seen on 2026-11-30:
#   ID3v2.4, title of 125 letters, 125 bytes: mutagen 1 chapter, FFmpeg 1
#   ID3v2.4, title of 126 letters, 126 bytes: mutagen 1 chapter, FFmpeg 0
#   ID3v2.4, title of 42 letters, 126 bytes: mutagen 1 chapter, FFmpeg 0
#   ID3v2.4, title of 43 letters, 129 bytes: mutagen 1 chapter, FFmpeg 0
#   ID3v2.3, title of 43 letters, 129 bytes: mutagen 1 chapter, FFmpeg 1
#   M4A by FFmpeg, chapter's title of 127 letters: the song's title by mutagen: Song
#   M4A by FFmpeg, chapter's title of 128 letters: the song's title by mutagen: MP4MetadataError
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    av==18.1.0 mutagen==1.48.1 imageio-ffmpeg==0.8.1
cd "$work"
"$work/venv/bin/python" - <<'END'
import io
import subprocess
from pathlib import Path

import av
import imageio_ffmpeg
from mutagen.id3 import CHAP, CTOC, ID3, TIT2, CTOCFlags
from mutagen.mp4 import MP4, MP4MetadataError

NOWHERE = 0xFFFFFFFF


def ffmpeg(*options):
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *options], check=True)


def titles(source):
    """The chapters' titles as FFmpeg reads them."""
    with av.open(source) as container:
        return [chapter["metadata"].get("title") for chapter in container.chapters()]


ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-c:a", "libmp3lame", "-id3v2_version", "0", "song.mp3")
song = Path("song.mp3").read_bytes()
for version, title in ((4, "x" * 125), (4, "x" * 126), (4, "歌" * 42), (4, "歌" * 43), (3, "歌" * 43)):
    tags = ID3()
    tags.add(CTOC(element_id="toc", flags=CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED,
                  child_element_ids=["c0"], sub_frames=[]))
    tags.add(CHAP(element_id="c0", start_time=0, end_time=1000, start_offset=NOWHERE,
                  end_offset=NOWHERE, sub_frames=[TIT2(encoding=3, text=title)]))
    file = io.BytesIO(song)
    tags.save(file, v2_version=version)
    by_mutagen = [str(chap.sub_frames["TIT2"]) for chap in ID3(io.BytesIO(file.getvalue())).getall("CHAP")]
    by_ffmpeg = titles(io.BytesIO(file.getvalue()))
    print(f"ID3v2.{version}, title of {len(title)} letters, {len(title.encode())} bytes: "
          f"mutagen {len(by_mutagen)} chapter, FFmpeg {len(by_ffmpeg)}")
    assert by_mutagen == [title]
    lost = version == 4 and len(title.encode()) >= 126
    assert by_ffmpeg == ([] if lost else [title]), "it has changed"

for title in ("é" * 127, "é" * 128):
    Path("chapters.txt").write_text(
        f";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle={title}\n")
    ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-i", "chapters.txt", "-map_chapters", "1",
           "-metadata", "title=Song", "-c:a", "aac", "song.m4a")
    assert titles("song.m4a") == [title]
    try:
        read = MP4("song.m4a")["\xa9nam"][0]
    except MP4MetadataError as error:
        read = type(error).__name__
    print(f"M4A by FFmpeg, chapter's title of {len(title)} letters: the song's title by mutagen: {read}")
    assert read == ("Song" if len(title) < 128 else "MP4MetadataError"), "it has changed"
END
