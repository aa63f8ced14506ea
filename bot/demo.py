"""The whole bot in a local browser page: SimCord's Preview stands for Discord, nothing else does.

No account and no network are needed: the studio renders a sample song, calls back, and the video
is posted before the page opens.
"""

import asyncio
import contextlib
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
import discord
import simcord
from babel.dates import format_date
from simcord.backend.cdn import CDN_BASE
from simcord.preview import _media as preview_media

from bot import logs
from bot.app import App, open_app
from bot.carrier import Carriage
from bot.config import Config, load
from bot.demo_props import avatar, stock
from bot.interpreter import speaking, translate_commands
from bot.jobs import KnownTrack
from bot.maker import utc_now

FOLDER: Final = Path("demo-data")
"""Where ``--once`` leaves its MP4."""

ENGLISH: Final = "en-US"

_FIRST_VIDEO_SECONDS: Final = 300.0
_REFRESH_SECONDS: Final = 0.5
_SETTLE_SECONDS: Final = 30.0
_PLAYER_SECONDS: Final = 300.0
"""How long the page may work on a video before it plays: SimCord turns every MP4 into WebM, at
about 10 frames a second on a small machine, and would give up after 30 s."""

_WHAT_TO_DO: Final = """
Open this page:

    {url}

  1. Type /musicvideo, press Enter, and type a bit of a song's name: ferry, paper.
  2. Choose a take, press Enter twice, and watch its video arrive at the bottom. A short take
     plays in the page soon, a long one needs a while for that; the link opens either at once.
  3. Max is a moderator: choose him under "Viewing as" and try /branding set.

Ctrl+C ends the demo."""


class DemoFailed(Exception):
    """The demo did not come to its end; the message says why."""


@dataclass(frozen=True)
class Stage:
    """The simulated server: its channel, a member and a moderator."""

    app: App
    env: simcord.Env
    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    moderator: simcord.MemberActor
    guild_id: int
    language: str

    def messages(self) -> list[discord.Message]:
        """Give the channel's messages, oldest first, as the member sees them."""
        return self.channel.history(viewer=self.member)


def run_demo(*, once: bool, port: int, language: str = ENGLISH) -> int:
    """Run the demo and give the exit status: until interrupted, or until one video is posted.

    ``language``: Discord's name of the language that the people and their server speak.
    """
    preview_media.WORKER_DEADLINE_SECONDS = _PLAYER_SECONDS
    with tempfile.TemporaryDirectory(prefix="musicvideo-demo-") as folder:
        config = demo_config(Path(folder))
        logs.set_up(config)
        try:
            asyncio.run(_run(config, once=once, port=port, language=language))
        except (KeyboardInterrupt, asyncio.CancelledError):
            return 0
        except DemoFailed as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


def demo_config(folder: Path, **over: Mapping[str, object]) -> Config:
    """Give the demo's configuration; it reads neither files nor the environment."""
    sections: dict[str, dict[str, object]] = {
        "callback": {"port": 0},
        "database": {"path": folder / "demo.db"},
        "studio": {"enabled": True, "library": folder / "library", "videos": folder / "videos"},
        "log": {"level": "WARNING"},
    }
    for name, values in over.items():
        sections[name] = {**sections.get(name, {}), **values}
    return load(None, {}, **sections)


async def _run(config: Config, *, once: bool, port: int, language: str) -> None:
    main = asyncio.current_task()
    if main is not None:
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, main.cancel)
    _say("Rendering a first music video of a sample song: that takes a few seconds …")
    async with open_stage(config, language) as stage:
        tracks = await stage.app.client.catalogue.suggest(stage.guild_id, "ferry")
        if once:
            await make_first_video(stage, max(tracks, key=_length))
            _say(f"\n{transcript(stage)}\nThe MP4: {keep_video(config)}")
        else:
            await make_first_video(stage, min(tracks, key=_length))
            await _show_page(stage, port)


def _length(track: KnownTrack) -> float:
    return track.duration_seconds or 0.0


@asynccontextmanager
async def open_stage(config: Config, language: str = ENGLISH) -> AsyncIterator[Stage]:
    """Open the bot in a simulated server of a language. Raises what ``open_app`` raises."""
    await asyncio.to_thread(stock, config.studio.library)
    # The simulation waits for every timer that a command sets, that of a kept connection included.
    connector = aiohttp.TCPConnector(force_close=True)
    async with open_app(config, carriage=Carriage.BOTH, connector=connector) as app, _at_work(app):
        # A refusal is an error to the simulation, to people it is an answer: so it checks none.
        options = {"shard_count": 1, "settle_timeout": _SETTLE_SECONDS, "check_errors": False}
        async with simcord.run(app.client, **options) as env:
            await _follow_clock(env)
            translate_commands(env, language)
            with speaking(env, {}, language):
                yield await _peopled(app, env, language)


@asynccontextmanager
async def _at_work(app: App) -> AsyncIterator[None]:
    """Run the background work; started before the client, so that nobody waits for its end."""
    working = [app.producer.run(), app.delivery.run(), app.sweeper.run()]
    if app.progress is not None:
        working.append(app.progress.run())
    tasks = [asyncio.create_task(work) for work in working]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _peopled(app: App, env: simcord.Env, language: str) -> Stage:
    if app.client.user is not None:
        await app.client.user.edit(username="Music Video")
    guild = env.create_guild("Music community", preferred_locale=language)
    rights = discord.Permissions(manage_guild=True)
    moderators = guild.create_role("Moderators", permissions=rights, color=0xF1C40F)
    channel = guild.create_text_channel("music-videos", topic="Type /musicvideo")
    mia = guild.add_member(env.create_user("Mia", avatar="mia"))
    maximilian = guild.add_member(env.create_user("Max", avatar="max"), roles=[moderators])
    return Stage(app, env, channel, mia, maximilian, guild.id, language)


async def _follow_clock(env: simcord.Env) -> None:
    """Bring the simulation's clock, which stands still by itself, to the present."""
    behind = (utc_now() - env.now()).total_seconds()
    if behind > 0:
        await env.advance_time(behind)


async def make_first_video(stage: Stage, track: KnownTrack) -> None:
    """Type ``/musicvideo`` as a member would, and wait until the video is in the channel."""
    await stage.member.slash(
        stage.channel,
        "musicvideo",
        task_id=f"{track.task_id} {track.audio_id}",
        author="Mia & the Machines",
        watermark="music.example",
    )
    try:
        async with asyncio.timeout(_FIRST_VIDEO_SECONDS):
            while not _is_over(stage.messages()):  # noqa: ASYNC110 - the simulation tells of none
                await asyncio.sleep(_REFRESH_SECONDS)
    except TimeoutError:
        raise DemoFailed(f"no video came:\n{transcript(stage)}") from None
    if not stage.messages()[1].attachments:
        raise DemoFailed(f"the video was not made:\n{transcript(stage)}")
    await stage.env.settle()


def _is_over(messages: list[discord.Message]) -> bool:
    """Tell whether the answer is there, and the status message, edited after it, links to it."""
    if len(messages) < 2 or not messages[1].attachments:
        return len(messages) >= 2
    return any(str(messages[1].id) in (embed.description or "") for embed in messages[0].embeds)


def transcript(stage: Stage) -> str:
    """Give what stands in the channel, as plain text."""
    lines = [f"#{stage.channel.name}", ""]
    for message in stage.messages():
        lines.append(f"{message.author.display_name}:")
        lines += [f"    {line}" for line in _plain(message.content, stage).splitlines()]
        for embed in message.embeds:
            lines.append(f"    [{embed.title}] {_plain(embed.description or '', stage)}")
            lines += [f"      {field.name}: {field.value}" for field in embed.fields]
        for file in message.attachments:
            lines.append(f"    (attached: {file.filename}, {file.size:,} bytes)")
        lines.append("")
    return "\n".join(lines)


def _plain(text: str, stage: Stage) -> str:
    """Show a message's text as people see it in Discord: names and days, no marks."""
    for person in (stage.member, stage.moderator):
        text = text.replace(person.mention, f"@{person.name}")
    text = re.sub(r"<t:(\d+):D>", lambda at: _day(int(at[1]), stage.language), text)
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text)
    return text.replace("**", "").replace("-# ", "")


def _day(epoch: int, language: str) -> str:
    day = datetime.fromtimestamp(epoch, UTC)
    return format_date(day, "long", locale=language.replace("-", "_"))


def keep_video(config: Config) -> Path:
    """Copy the one video out of the demo's temporary folder, and give where it is."""
    (video,) = config.studio.videos.glob("*.mp4")
    try:
        FOLDER.mkdir(exist_ok=True)
        return Path(shutil.copy(video, FOLDER / "night-ferry.mp4")).absolute()
    except OSError:  # a folder where nothing may be written
        return Path(shutil.copy(video, tempfile.mkdtemp(prefix="musicvideo-") + "/night-ferry.mp4"))


async def _show_page(stage: Stage, port: int) -> None:
    """Serve the page until it is closed or the demo is interrupted. Raises DemoFailed."""
    preview = stage.env.preview(
        stage.channel,
        viewers=(stage.member, stage.moderator),
        layout="channel",
        assets=_avatars(stage),
        locale=stage.language,
        port=port or None,
    )
    async with contextlib.AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(preview)
        except simcord.SetupError as error:
            raise DemoFailed(f"the page can't be served: {error}") from None
        _say(_WHAT_TO_DO.format(url=preview.url))
        refreshing = asyncio.create_task(_keep_fresh(stage, preview))
        stack.callback(refreshing.cancel)
        await preview.wait_closed()


async def _keep_fresh(stage: Stage, preview: simcord.Preview) -> None:
    """Show what the background work posts: the page follows what people do by itself."""
    shown = 0
    while True:
        await asyncio.sleep(_REFRESH_SECONDS)
        current = len(stage.env.http_requests)
        if current != shown:
            # Busy with what somebody is doing in the page: that publishes it, too.
            with contextlib.suppress(simcord.SetupError, TimeoutError):
                await _follow_clock(stage.env)
                await preview.refresh()
                shown = current


def _avatars(stage: Stage) -> dict[str, tuple[str, bytes]]:
    """Draw who is who, under the addresses at which the page looks for it."""
    drawn = {
        f"{CDN_BASE}/avatars/{stage.member.id}/mia.png": avatar("M", "#e67e22"),
        f"{CDN_BASE}/avatars/{stage.moderator.id}/max.png": avatar("X", "#27ae60"),
    }
    # The bot has no picture of its own there, and the others do.
    drawn |= {f"{CDN_BASE}/embed/avatars/{n}.png": avatar("▶", "#5865f2") for n in range(6)}
    return {url: ("avatar.png", picture) for url, picture in drawn.items()}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
