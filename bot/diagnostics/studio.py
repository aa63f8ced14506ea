"""Whether the studio can make a video here, and which scripts it can write."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

from bot.diagnostics.context import CheckContext
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.diagnostics.sine_wave import write_sine_wave
from bot.diagnostics.specimens import SPECIMENS
from bot.store.health_check import why_unwritable
from bot.studio.library.library import Library
from bot.studio.process.child_process import (
    ChildDied,
    ChildNotStarted,
    call_child,
    final_message,
    stream_messages,
)
from bot.studio.queue.worker_pool import WORKER
from bot.studio.render.spec import RenderSpec
from bot.studio.spec_builder import SceneTexts, fonts_for, render_spec

RENDER_SECONDS: Final = 120.0
_TRIAL_SECONDS: Final = 6
"""Of video: enough for a pace, and over soon."""
_FONTS_SECONDS: Final = 60.0
_FONTS_CHILD: Final = "bot.diagnostics.font_process"
_REINSTALL: Final = (
    "Noto comes with the bot's packages: install them anew (make install, or a new image), or name"
    " font files in studio.fonts"
)


async def check_render(context: CheckContext) -> CheckResult:
    """Have the studio's own worker make a few seconds of video, with the configured look."""
    require_studio(context)
    if context.config.studio.scheduler:
        raise CheckSkipped("renders run in the cluster")
    with tempfile.TemporaryDirectory(prefix="musicvideo-check-") as folder:
        song, video = Path(folder) / "tone.wav", Path(folder) / "video.mp4"
        await asyncio.to_thread(write_sine_wave, song, _TRIAL_SECONDS)
        request = {
            "spec": trial_spec(context, song).model_dump(mode="json"),
            "destination": str(video),
        }
        try:
            async with asyncio.timeout(RENDER_SECONDS):
                trial = await _tried(request)
        except ChildNotStarted as error:
            return failed(
                f"the process that renders {error}",
                f"Let the bot's user run {sys.executable}, and look at its limit of processes",
            )
        except TimeoutError:
            death = f"took longer than {RENDER_SECONDS:g} s"
            return failed(f"the process that renders died ({death})", "Give it memory: see limits")
        except ChildDied as death:
            return failed(f"the process that renders died ({death})", "Give it memory: see limits")
        if trial.refusal is not None:
            return failed(f"no video came out: {trial.refusal}", "The log says more")
        return passed(
            f"{_TRIAL_SECONDS} seconds of video took {trial.seconds:.1f} s,"
            f" {trial.start_seconds:.1f} of them to begin: expect about"
            f" {trial.minute_seconds:.0f} s for a minute of song while one video is made at a"
            " time and the machine is as busy as now"
        )


class _Trial(NamedTuple):
    """What a render on trial came to, in seconds."""

    seconds: float
    start_seconds: float
    """Until its first picture."""
    refusal: str | None

    @property
    def minute_seconds(self) -> float:
        """How long a minute of song takes, by its pace."""
        return (self.seconds - self.start_seconds) * 60 / _TRIAL_SECONDS


async def _tried(request: dict[str, Any]) -> _Trial:
    """Render, and return how long that took. Raises ChildDied."""
    begun = time.monotonic()
    first: float | None = None

    def hear(_message: dict[str, Any]) -> None:
        nonlocal first
        first = first or time.monotonic() - begun

    answer = await final_message(
        stream_messages(WORKER, request), stall_seconds=RENDER_SECONDS, on_message=hear
    )
    refusal = answer.get("failed")
    took = time.monotonic() - begun
    return _Trial(took, first or 0.0, str(refusal.get("message")) if refusal else None)


async def check_fonts(context: CheckContext) -> CheckResult:
    """Draw a word of each script with the fonts here, as a render does."""
    require_studio(context)
    if context.config.studio.scheduler:
        raise CheckSkipped("renders run in the cluster, with the fonts that its workers have")
    studio = context.config.studio
    named = (*studio.fonts, *studio.typefaces)
    absent = [str(path) for path in named if not path.exists()]
    if absent:
        advice = "Correct studio.fonts and studio.typefaces"
        return warning(f"there is no {', '.join(absent)}", advice)
    request = {"fonts": [str(path) for path in (*fonts_for(studio), *studio.typefaces)]}
    try:
        answer = await call_child(_FONTS_CHILD, request, _FONTS_SECONDS)
    except ChildDied as death:
        return failed(f"text can't be drawn here ({death})", _REINSTALL)
    return of_scripts({str(name): bool(has) for name, has in answer.items()})


def of_scripts(scripts: dict[str, bool]) -> CheckResult:
    """Report which scripts can be written; ``scripts`` says for each whether a font has it."""
    missing = [name for name, has in scripts.items() if not has]
    if missing:
        return warning(
            f"no font for {', '.join(missing)}: their letters are left out of videos", _REINSTALL
        )
    return passed(f"a word each was drawn in {', '.join(scripts)}")


async def check_library(context: CheckContext) -> CheckResult:
    """Check whether the studio's folders can be used, and hold a song to make a video of."""
    require_studio(context)
    folder = context.config.studio.library
    for key, place in (("library", folder), ("videos", context.config.studio.videos)):
        if reason := await asyncio.to_thread(why_unwritable, place):
            return failed(f"studio.{key}: {reason}", f"Correct studio.{key}, its owner or its disk")
    if not folder.exists():
        return passed(f"{folder} will be made at the first start, with sample songs")
    count = await asyncio.to_thread(Library(folder).count)
    if not count:
        return warning(f"{folder} has no song", "Bring one: python -m bot track add song.mp3")
    return passed(f"songs to choose from: {count}, in {folder}")


def require_studio(context: CheckContext) -> None:
    """Raise CheckSkipped when no studio makes the videos."""
    if not context.has_studio:
        raise CheckSkipped("the studio is not used")


def trial_spec(context: CheckContext, song: Path) -> RenderSpec:
    """Return the order of a song's video, with the configured look."""
    every_script = " ".join(SPECIMENS.values())  # all that a title may need of the libraries
    texts = SceneTexts(title=every_script, author="musicvideo-bot")
    return render_spec(context.config.studio, texts, audio=song)
