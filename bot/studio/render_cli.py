"""``render`` on the command line: one song becomes one video, without a bot, a queue or a library.

The song is looked into and rendered in child processes with limits, as the studio does with what
members bring. Exit status: 0 made, 1 not made, 2 wrong arguments, 130 interrupted.
"""

import argparse
import asyncio
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, Self, TextIO, get_args

from bot.studio.failures import failure_from_child
from bot.studio.process.child_process import ChildDied, final_message, stream_messages
from bot.studio.process.inspect_process import (
    NO_PICTURE,
    InspectedMedia,
    UploadRejected,
    inspect_media,
)
from bot.studio.process.logo_process import check_logo
from bot.studio.process.temporary_folder import temporary_folder
from bot.studio.queue.worker_pool import STALL_SECONDS, WORKER
from bot.studio.render.lyric_files import LyricFileError, parse_lyrics, read_lyrics
from bot.studio.render.spec import (
    BRANDING_LENGTH,
    MIN_PART_SECONDS,
    Corner,
    LyricWord,
    RenderChoices,
    RenderResult,
    RenderSpec,
    SceneLogo,
    look_names,
    one_line,
)
from bot.studio.settings import MEBIBYTE, StudioSettings
from bot.studio.spec_builder import SceneTexts, render_spec
from bot.video_api.clock_time import seconds_of
from bot.video_api.studio import SHAPES

COMMAND: Final = "render"

_INTERRUPTED: Final = 130
_LONGEST_SECONDS: Final = 900.0
_BAR: Final = 30
_DRAFT: Final = "video.mp4"
_LOGO: Final = "logo.png"
_SUFFIXES: Final = (".mp4", ".m4v")


class _NotMade(Exception):
    """There is no video; the message says why, and ``status`` is the exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``render`` to a command line."""
    render = subparsers.add_parser(COMMAND, help="make one video of a song's file")
    render.add_argument("audio", type=Path, help="the song")
    render.add_argument("video", type=Path, help="the MP4 file to write")
    render.add_argument("--title", help="default: the file's tag, or its name")
    render.add_argument("--artist", help="default: the file's tag")
    render.add_argument("--author", type=_text, default="", help="the signature on the cover")
    render.add_argument("--watermark", type=_text, default="", help="at the bottom")
    render.add_argument(
        "--cover", type=Path, help="a picture; default: the file's own, or a made one"
    )
    render.add_argument(
        "--lyrics", type=Path, help="words with their times: a file .lrc, .srt or .vtt"
    )
    render.add_argument("--look", choices=look_names(), help="default: studio.look")
    render.add_argument(
        "--shape", choices=sorted(SHAPES.values()), help="default: that of studio.aspect"
    )
    render.add_argument("--colours", type=_colour, help="#rrggbb; default: the cover's")
    _add_branding(render)
    render.add_argument(
        "--start", type=_start, help="1:05, 65, or best: the loudest passage that begins on a beat"
    )
    render.add_argument("--length", type=_length, help="0:30 or 30; 3 seconds at least")
    render.add_argument("--resolution", type=int, choices=(720, 1080), help="of the short side")
    render.add_argument("--max-megabytes", type=_size, help="how large the file may be, in MiB")
    render.add_argument("--overwrite", action="store_true", help="replace the MP4 if it is there")


def _add_branding(render: argparse.ArgumentParser) -> None:
    render.add_argument("--logo", type=Path, help="a PNG or WebP file, at most 1 MiB")
    render.add_argument("--logo-corner", choices=get_args(Corner), default="top-right")
    render.add_argument("--logo-size", type=_percent(5, 16), default=10, help="percent: 5 to 16")
    render.add_argument(
        "--logo-opacity", type=_percent(30, 100), default=90, help="percent: 30 to 100"
    )
    render.add_argument("--font", type=Path, help="a font file for all texts, before the others")
    render.add_argument("--intro", type=_text, default="", help="a card before the picture")
    render.add_argument("--outro", type=_text, default="", help="a card at the end")


def _percent(least: int, most: int) -> Callable[[str], int]:
    def percent(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,3}", text) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {least} to {most}")
        return int(text)

    return percent


def _text(text: str) -> str:
    line = one_line(text)
    if len(line) > BRANDING_LENGTH:
        raise argparse.ArgumentTypeError(f"{BRANDING_LENGTH} characters at most")
    return line


def _colour(text: str) -> str:
    colour = text.lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise argparse.ArgumentTypeError(f"{text!r} is no colour like #ff8800")
    return colour


def _start(text: str) -> float | Literal["best"]:
    if text == "best":
        return "best"
    start = _seconds(text)
    if start > _LONGEST_SECONDS - MIN_PART_SECONDS:
        raise argparse.ArgumentTypeError("songs have 15 minutes at most")
    return start


def _length(text: str) -> float:
    length = _seconds(text)
    if length < MIN_PART_SECONDS:
        raise argparse.ArgumentTypeError(f"{MIN_PART_SECONDS:.0f} seconds at least")
    return min(length, _LONGEST_SECONDS)


def _seconds(text: str) -> float:
    try:
        return seconds_of(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time like 1:05 or 65") from None


def _size(text: str) -> int:
    try:
        size = int(float(text) * MEBIBYTE)
    except (ValueError, OverflowError):
        size = 0
    if size <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no size in MiB")
    return size


def execute(arguments: argparse.Namespace, settings: StudioSettings) -> int:
    """Carry out a parsed ``render`` command and give the exit status."""
    audio, video = arguments.audio, arguments.video
    try:
        _check_paths(arguments)
        result = asyncio.run(_made(arguments, settings))
    except _NotMade as error:
        sys.stderr.write(f"{error}\n")
        return error.status
    except UploadRejected as error:
        file = arguments.cover if error.reason == NO_PICTURE else audio
        sys.stderr.write(f"{file}: {error}\n")
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.stderr.write("interrupted: nothing was written\n")
        return _INTERRUPTED
    sys.stdout.write(f"{video}: {_described(result)}\n")
    return 0


def _check_paths(arguments: argparse.Namespace) -> None:
    """Check what can be told without reading a file. Raises _NotMade."""
    audio, video = arguments.audio, arguments.video
    given = (audio, arguments.cover, arguments.lyrics, arguments.logo, arguments.font)
    sources = [path for path in given if path]
    for path in sources:
        if not path.is_file():
            raise _NotMade(f"{path} is not a file.")
    folder = video.absolute().parent
    if not folder.is_dir():
        raise _NotMade(f"{folder} is not a folder: make it first.")
    if not os.access(folder, os.W_OK):
        raise _NotMade(f"{folder} can't be written to.")
    if video.is_dir():
        raise _NotMade(f"{video} is a folder: name the MP4 file to write.", 2)
    if video.exists() and any(video.samefile(path) for path in sources):
        raise _NotMade(f"{video} is what the video is to be made of: name another file.", 2)
    if video.suffix.lower() not in _SUFFIXES:
        raise _NotMade(f"{video}: an MP4 is written: name a file that ends in .mp4 (or .m4v).", 2)
    if video.exists() and not arguments.overwrite:
        raise _NotMade(f"{video} is there already: name another file, or add --overwrite.")


async def _made(arguments: argparse.Namespace, settings: StudioSettings) -> RenderResult:
    """Look into the song, and render it. Raises _NotMade and UploadRejected."""
    cover, video = arguments.cover and arguments.cover.absolute(), arguments.video.absolute()
    media = await inspect_media(arguments.audio.absolute(), max_minutes=15, cover=cover)
    lyrics = _lyrics(arguments.lyrics, media)
    # In a folder that goes with all that a killed process leaves.
    with temporary_folder(".render-", video.parent, is_ours=_is_drafts) as folder:
        draft = folder / _DRAFT
        spec = _spec(arguments, settings, media, lyrics)
        if arguments.logo:
            spec = spec.model_copy(update={"logo": await _logo(arguments, folder)})
        result = await _rendered(spec, draft, settings)
        draft.replace(video)
    return result


def _is_drafts(folder: Path) -> bool:
    """Return whether nothing but drafts is in a folder, which somebody else may have called so."""
    names = [path.name for path in folder.iterdir()]
    return all(name in (_DRAFT, _LOGO) or re.fullmatch(r"\.render-.*\.mp4", name) for name in names)


def _lyrics(path: Path | None, media: InspectedMedia) -> tuple[LyricWord, ...]:
    """Return the words of a file of lyrics, or the song's own. Raises _NotMade."""
    if path is None:
        return parse_lyrics(media.lyrics.encode()) if media.lyrics else ()
    try:
        return read_lyrics(path, song_seconds=media.duration_seconds)
    except LyricFileError as error:
        raise _NotMade(f"{path}: {error.message}") from error
    except OSError as error:
        raise _NotMade(f"{path}: {error.strerror}") from error


async def _logo(arguments: argparse.Namespace, folder: Path) -> SceneLogo:
    """Return the logo, checked and written anew into a folder. Raises _NotMade."""
    try:
        await check_logo(arguments.logo.absolute(), folder / _LOGO)
    except UploadRejected as error:
        raise _NotMade(f"{arguments.logo}: {error}") from error
    return SceneLogo(
        path=folder / _LOGO,
        corner=arguments.logo_corner,
        size=arguments.logo_size,
        opacity=arguments.logo_opacity,
    )


async def _rendered(spec: RenderSpec, draft: Path, settings: StudioSettings) -> RenderResult:
    """Render a video in a child process, and show how far it is. Raises _NotMade."""
    request = {"spec": spec.model_dump(mode="json"), "destination": str(draft)}
    seconds = int(settings.render_timeout_seconds) * (os.cpu_count() or 1) + 60
    environment = {"STUDIO_WORKER_CPU_SECONDS": str(seconds)}
    with _ProgressBar(sys.stderr) as bar:
        try:
            told = await final_message(
                stream_messages(WORKER, request, environment=environment),
                stall_seconds=STALL_SECONDS,
                on_message=bar.heed,
            )
        except TimeoutError as death:
            raise _NotMade("The video was not made: the render made no progress.") from death
        except ChildDied as death:
            raise _NotMade(f"The video was not made: the render died ({death}).") from death
    if isinstance(done := told.get("done"), dict):
        return RenderResult.model_validate(done)
    failure = failure_from_child(dict(told.get("failed") or {}))
    raise _NotMade(f"{spec.audio}: {failure.message}")


def _spec(
    arguments: argparse.Namespace,
    settings: StudioSettings,
    media: InspectedMedia,
    lyrics: tuple[LyricWord, ...],
) -> RenderSpec:
    aspects = {shape: aspect for aspect, shape in SHAPES.items()}
    texts = SceneTexts(
        title=arguments.title or media.title or arguments.audio.stem,
        artist=arguments.artist or media.artist,
        author=arguments.author,
        domain_name=arguments.watermark,
    )
    chosen = RenderChoices(
        look=arguments.look,
        aspect=aspects.get(arguments.shape),
        colours=arguments.colours,
        start=arguments.start,
        length=arguments.length,
        intro=arguments.intro,
        outro=arguments.outro,
    )
    own: dict[str, Any] = {"resolution": arguments.resolution or settings.resolution}
    if arguments.font:
        own["fonts"] = (arguments.font, *settings.fonts)
    return render_spec(
        settings.model_copy(update=own),
        texts,
        chosen,
        audio=arguments.audio.absolute(),
        cover=arguments.cover,
        lyrics=lyrics,
        most_bytes=arguments.max_megabytes or 0,
    )


def _described(result: RenderResult) -> str:
    seconds = round(result.duration_seconds)
    size = result.size_bytes / MEBIBYTE
    return f"{result.width}x{result.height}, {seconds // 60}:{seconds % 60:02}, {size:.1f} MiB"


class _ProgressBar:
    """A line that fills up, where somebody sees it: nothing is written to a file or a pipe."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_seen = stream.isatty()
        encoding = (stream.encoding or "").lower().replace("-", "")
        self._signs = ("█", "░") if encoding == "utf8" else ("#", ".")

    def __enter__(self) -> Self:
        self._draw(0.0)
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_seen:
            self._stream.write("\r" + " " * (_BAR + 8) + "\r")
            self._stream.flush()

    def heed(self, message: dict[str, Any]) -> None:
        """Show how far a render is, where a message of its tells."""
        if isinstance(share := message.get("progress"), int | float):
            self._draw(min(max(float(share), 0.0), 1.0))

    def _draw(self, share: float) -> None:
        if not self._is_seen:
            return
        width = min(_BAR, max(4, shutil.get_terminal_size().columns - 8))
        full, empty = self._signs
        bar = full * int(share * width)
        self._stream.write(f"\r{bar:{empty}<{width}} {int(share * 100):3} %")
        self._stream.flush()
