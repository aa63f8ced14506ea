"""The whole bot in a local browser page: SimCord's Preview stands for Discord, nothing else does.

No account and no network are needed: the studio renders a sample track, calls back, and the
video is posted before the page opens.
"""

import asyncio
import contextlib
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import discord
import simcord

from bot import logs
from bot.app import App, open_app
from bot.config import Config, load
from bot.delivery import Carriage

log = logging.getLogger(__name__)

_FIRST_VIDEO_SECONDS: Final = 300.0
_REFRESH_SECONDS: Final = 0.5
_SETTLE_SECONDS: Final = 30.0


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
    videos: Path

    def messages(self) -> list[discord.Message]:
        """Give the channel's messages, oldest first, as the member sees them."""
        return self.channel.history(viewer=self.member)


def run_demo(*, once: bool, port: int) -> int:
    """Run the demo and give the exit status: until interrupted, or until one video is posted."""
    with tempfile.TemporaryDirectory(prefix="musicvideo-demo-") as folder:
        # The file outlives the demo, so that it can be looked at afterwards.
        videos = Path(folder) / "videos" if not once else Path("demo-data/videos").absolute()
        config = demo_config(Path(folder), videos=videos)
        logs.set_up(config)
        try:
            asyncio.run(_run(config, once=once, port=port))
        except KeyboardInterrupt:
            return 0
        except DemoFailed as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


def demo_config(folder: Path, *, videos: Path, **over: dict[str, object]) -> Config:
    """Give the demo's configuration; it reads neither files nor the environment."""
    sections: dict[str, dict[str, object]] = {
        "callback": {"port": 0},
        "database": {"path": folder / "demo.db"},
        "studio": {"enabled": True, "library": folder / "library", "videos": videos},
        "log": {"level": "WARNING"},
    }
    for name, values in over.items():
        sections[name] = {**sections.get(name, {}), **values}
    return load(None, {}, **sections)


async def _run(config: Config, *, once: bool, port: int) -> None:
    async with open_stage(config) as stage:
        await make_first_video(stage)
        if once:
            sys.stdout.write(transcript(stage))
        else:
            await _show_page(stage, port)


@asynccontextmanager
async def open_stage(config: Config) -> AsyncIterator[Stage]:
    """Open the bot in a simulated server. Raises what ``open_app`` raises."""
    async with open_app(config, carriage=Carriage.BOTH) as app, asyncio.TaskGroup() as tasks:
        # Started before the client, so that the simulation doesn't wait for it to end.
        background = [tasks.create_task(app.producer.run()), tasks.create_task(app.delivery.run())]
        async with simcord.run(app.client, settle_timeout=_SETTLE_SECONDS, shard_count=1) as env:
            guild = env.create_guild("Music community")
            channel = guild.create_text_channel("music-videos", topic="Type /musicvideo")
            moderators = guild.create_role(
                "Moderators", permissions=discord.Permissions(manage_guild=True)
            )
            member = guild.add_member(env.create_user("Mia"))
            moderator = guild.add_member(env.create_user("Max"), roles=[moderators])
            yield Stage(app, env, channel, member, moderator, guild.id, config.studio.videos)
            for task in background:
                task.cancel()


async def make_first_video(stage: Stage) -> None:
    """Type ``/musicvideo`` as a member would, and wait until the video is in the channel."""
    tracks = await stage.app.client.catalogue.suggest(stage.guild_id, "")
    if not tracks:
        raise DemoFailed("the studio's library is empty")
    await stage.member.slash(
        stage.channel,
        "musicvideo",
        task_id=f"{tracks[0].task_id} {tracks[0].audio_id}",
        author="Mia & the Machines",
        watermark="music.example",
    )
    try:
        async with asyncio.timeout(_FIRST_VIDEO_SECONDS):
            while len(stage.messages()) < 2:  # noqa: ASYNC110 - the simulation tells of no message
                await asyncio.sleep(_REFRESH_SECONDS)
    except TimeoutError:
        raise DemoFailed(f"no video came:\n{transcript(stage)}") from None
    if not stage.messages()[1].attachments:
        raise DemoFailed(f"the video was not made:\n{transcript(stage)}")


def transcript(stage: Stage) -> str:
    """Give what stands in the channel, and where the video's file is."""
    lines = [f"#{stage.channel.name}", ""]
    for message in stage.messages():
        lines.append(f"{message.author.display_name}:")
        lines += [f"    {line}" for line in message.content.splitlines()]
        for embed in message.embeds:
            lines.append(f"    [{embed.title}] {embed.description}")
            lines += [f"      {field.name}: {field.value}" for field in embed.fields]
        lines += [
            f"    (attached: {file.filename}, {file.size} bytes)" for file in message.attachments
        ]
        lines.append("")
    files = sorted(stage.videos.glob("*.mp4"), key=lambda file: file.stat().st_mtime)
    lines += [f"The MP4: {file}" for file in files]
    return "\n".join(lines) + "\n"


async def _show_page(stage: Stage, port: int) -> None:
    """Serve the page until it is closed or the demo is interrupted."""
    async with stage.env.preview(
        stage.channel, viewers=(stage.member, stage.moderator), layout="channel", port=port or None
    ) as preview:
        sys.stdout.write(
            f"\nOpen this page:\n\n    {preview.url}\n\n"
            "Type /musicvideo there, choose a song, and watch its video arrive.\n"
            "Max is a moderator: as him, try /branding set. Ctrl+C ends the demo.\n"
        )
        sys.stdout.flush()
        refreshing = asyncio.create_task(_keep_fresh(stage, preview))
        try:
            await preview.wait_closed()
        finally:
            refreshing.cancel()


async def _keep_fresh(stage: Stage, preview: simcord.Preview) -> None:
    """Show what the background work posts: the page follows what people do by itself."""
    shown = ""
    while True:
        await asyncio.sleep(_REFRESH_SECONDS)
        current = transcript(stage)
        if current != shown:
            # Busy with what somebody is doing in the page: that publishes it, too.
            with contextlib.suppress(simcord.SetupError, TimeoutError):
                await preview.refresh()
                shown = current
