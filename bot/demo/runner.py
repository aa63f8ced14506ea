"""The whole bot in a local browser page: SimCord's Preview stands for Discord, nothing else does.

No account and no network are needed: the studio renders a sample song, calls back, and the video
is posted before the page opens.
"""

import asyncio
import contextlib
import gc
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import discord
from babel.dates import format_date, format_timedelta

from bot import logs
from bot.app.signals import cancel_on_signal
from bot.config import Config, load
from bot.demo.paid_server import PaidServer, StudioAddress
from bot.demo.simulation import ENGLISH, Simulation, open_simulation
from bot.demo.web_page import PageNotServed, open_page
from bot.jobs import TrackInfo
from bot.services.viewer import Viewer
from bot.studio.process.temporary_folder import temporary_folder

FOLDER: Final = Path("demo-data")
"""Where ``--once`` leaves its MP4."""

_FIRST_VIDEO_SECONDS: Final = 300.0
_REFRESH_SECONDS: Final = 0.5
_WEEK_SECONDS: Final = 300.0
"""How often the showcase gets a list of its best there: nobody tries the demo for a week."""

_WHAT_TO_DO: Final = """
Open this page:

    {url}

  1. On the left are the channels of three servers, in two languages. At a channel's top, under
     "Viewing as", choose who you are: Mia, Aiko, Lena and Nora are members, Max, Jonas and Sam
     moderators.
  2. Type /musicvideo, press Enter, Enter again for song, and type a bit of a name: ferry, paper.
  3. Choose a take, press Enter twice, and watch its video arrive at the bottom. It plays in the
     page, and by its link.
  4. Bring a song of yours with /track add: choose a file of up to 10 MB, then click the arrow.
  5. As Max, try /branding and /settings. Type / to see all commands.
  6. A message's menu (Apps) is at the bottom on the left: write a message with a track's ids, and
     use it on that.
  7. The third server has a bot of its own, whose host has a key of the API (here a stand-in, with
     20 credits). As Nora, copy two ids out of her message into /musicvideo task_id; as Sam, see
     /credits.

Ctrl+C ends the demo."""


class DemoFailed(Exception):
    """The demo did not come to its end; the message says why."""


def run_demo(*, once: bool, port: int, language: str = ENGLISH) -> int:
    """Run the demo and give the exit status: until interrupted, or until one video is posted.

    ``language``: Discord's name of the language that the people and their server speak.
    """
    with temporary_folder("musicvideo-demo-", Path(tempfile.gettempdir())) as folder:
        config = demo_config(folder)
        logs.set_up(config)
        try:
            asyncio.run(_run(config, once=once, port=port, language=language))
        except (KeyboardInterrupt, asyncio.CancelledError):
            return 0
        except DemoFailed as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            # All is closed. At its end Python would look through what is left, and does so for
            # seconds on a busy machine.
            gc.freeze()
    return 0


def demo_config(folder: Path, **over: Mapping[str, object]) -> Config:
    """Return the demo's configuration; it reads neither files nor the environment."""
    sections: dict[str, dict[str, object]] = {
        "callback": {"port": 0},
        "database": {"path": folder / "demo.db"},
        "studio": {
            "enabled": True,
            "key": secrets.token_urlsafe(16),
            "library": folder / "library",
            "videos": folder / "videos",
        },
        "timing": {"showcase_list_seconds": _WEEK_SECONDS},
        "log": {"level": "WARNING"},
    }
    for name, values in over.items():
        sections[name] = {**sections.get(name, {}), **values}
    return load(None, {}, **sections)


async def _run(config: Config, *, once: bool, port: int, language: str) -> None:
    with contextlib.suppress(NotImplementedError):  # Windows
        cancel_on_signal()
    _say("Rendering a first music video of a sample song: that takes a few seconds …")
    async with open_simulation(config, language) as simulation:
        tracks = await simulation.app.client.catalog.autocomplete(
            Viewer(simulation.guild_id, 0, lambda _: True), "ferry"
        )
        try:
            if once:
                await make_first_video(simulation, max(tracks, key=_length))
                _say(f"\n{transcript(simulation)}\nThe MP4: {keep_video(config)}")
            else:
                await make_first_video(simulation, min(tracks, key=_length))
                await _show_page(simulation, port, _paid_server(config, simulation, tracks))
        except asyncio.CancelledError:
            _say("\nStopping …")
            raise


def _length(track: TrackInfo) -> float:
    return track.duration_seconds or 0.0


async def make_first_video(simulation: Simulation, track: TrackInfo) -> None:
    """Type ``/musicvideo`` as a member would, and wait until the video is in the channel."""
    await simulation.member.slash(
        simulation.channel,
        "musicvideo",
        task_id=f"{track.task_id} {track.audio_id}",
        author="Mia & the Machines",
        watermark="music.example",
    )
    try:
        async with asyncio.timeout(_FIRST_VIDEO_SECONDS):
            while not _is_over(simulation.messages()):  # noqa: ASYNC110 - the simulation tells of none
                await asyncio.sleep(_REFRESH_SECONDS)
    except TimeoutError:
        raise DemoFailed(f"no video came:\n{transcript(simulation)}") from None
    if not simulation.messages()[1].attachments:
        raise DemoFailed(f"the video was not made:\n{transcript(simulation)}")
    await simulation.env.settle()


def _is_over(messages: list[discord.Message]) -> bool:
    """Return whether the answer is there with its copy, and the status message links to it."""
    if len(messages) < 2:
        return False
    if not messages[1].attachments:  # a link gets its copy later, an explanation none
        return "://" not in messages[1].content
    return any(str(messages[1].id) in (embed.description or "") for embed in messages[0].embeds)


def transcript(simulation: Simulation) -> str:
    """Return what stands in the channel, as plain text."""
    lines = [f"#{simulation.channel.name}", ""]
    for message in simulation.messages():
        lines.append(f"{message.author.display_name}:")
        lines += [f"    {line}" for line in _plain(message.content, simulation).splitlines()]
        for embed in message.embeds:
            lines.append(f"    [{embed.title}] {_plain(embed.description or '', simulation)}")
            lines += [f"      {field.name}: {field.value}" for field in embed.fields]
        for file in message.attachments:
            lines.append(f"    (attached: {file.filename}, {file.size:,} bytes)")
        lines.append("")
    return "\n".join(lines)


def _plain(text: str, simulation: Simulation) -> str:
    """Show a message's text as people see it in Discord: names and days, no marks."""
    for person in (simulation.member, simulation.moderator):
        text = text.replace(person.mention, f"@{person.name}")
    text = re.sub(
        r"<t:(\d+):([a-zA-Z])>", lambda at: _moment(int(at[1]), at[2], simulation.language), text
    )
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text)
    return text.replace("**", "").replace("-# ", "")


def _moment(epoch: int, style: str, language: str) -> str:
    """Show a time as Discord does: ``R`` as how far off it is, other styles as a day."""
    locale, time = language.replace("-", "_"), datetime.fromtimestamp(epoch, UTC)
    if style == "R":
        return format_timedelta(time - datetime.now(UTC), add_direction=True, locale=locale)
    return format_date(time, "long", locale=locale)


def keep_video(config: Config) -> Path:
    """Copy the one video out of the demo's temporary folder, and return where it is."""
    (video,) = config.studio.videos.glob("*.mp4")
    try:
        FOLDER.mkdir(exist_ok=True)
        return Path(shutil.copy(video, FOLDER / "night-ferry.mp4")).absolute()
    except OSError:  # a folder where nothing may be written
        return Path(shutil.copy(video, tempfile.mkdtemp(prefix="musicvideo-") + "/night-ferry.mp4"))


def _paid_server(config: Config, simulation: Simulation, tracks: list[TrackInfo]) -> PaidServer:
    """Return the third server: its bot has the studio behind a stand-in of the API."""
    studio = StudioAddress(simulation.app.provider_url, config.studio.key.get_secret_value())
    return PaidServer(config.database.path.parent, studio, tracks, simulation.language)


async def _show_page(simulation: Simulation, port: int, beside: PaidServer | None = None) -> None:
    """Serve the page until the demo is interrupted. Raises DemoFailed."""
    try:
        async with open_page(simulation, port, beside) as url:
            _say(_WHAT_TO_DO.format(url=url))
            await asyncio.Event().wait()
    except PageNotServed as error:
        raise DemoFailed(str(error)) from None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
