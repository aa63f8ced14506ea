"""A server with people in it, the real bot, and the stand-in of the API: Discord is SimCord."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import discord
import simcord
from discord import app_commands
from simcord.results import InteractionResult, ResponseMessage

from bot.app.parts import App
from bot.config import Config, load
from bot.discord_client.errors import UserError
from tests.cogs.background import running
from tests.loopback.music_api import FakeMusicApi, Video, track
from tests.loopback.people import until

TASK: Final = "5c79be8e" * 4
AUDIO: Final = "e231da1b-1111-4222-8333-444455556666"
SECOND_AUDIO: Final = "e231da1b-2222-4222-8333-444455556666"
LINK: Final = "https://videos.example/"

_EXPECTED: Final = (UserError, app_commands.CheckFailure, sqlite3.Error)
_UNSETTLED: Final = ("⏳", "🎬", "📬")
_QUICK: Final[dict[str, dict[str, Any]]] = {
    "callback": {"port": 0},
    "timing": {"poll_first_seconds": 0.05, "poll_every_seconds": 0.05, "retry_seconds": 0.05},
    "delivery": {"retry_first_seconds": 0.05},
}

Message = discord.Message | ResponseMessage


@dataclass
class CogHarness:
    """What a test acts on: Mia and Ben are members, Max may manage the server."""

    env: simcord.Env
    api: FakeMusicApi
    app: App
    config: Config
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    mia: simcord.MemberActor
    ben: simcord.MemberActor
    max: simcord.MemberActor
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def ask(
        self,
        task_id: str = TASK,
        audio_id: str | None = AUDIO,
        *,
        member: simcord.MemberActor | None = None,
        channel: simcord.ChannelHandle | None = None,
        **more: str | bool,
    ) -> InteractionResult:
        """Type ``/musicvideo``."""
        options = {"task_id": task_id, **({"audio_id": audio_id} if audio_id else {}), **more}
        return await (member or self.mia).slash(channel or self.channel, "musicvideo", **options)

    async def delete(
        self, member: simcord.MemberActor, message: discord.Message | ResponseMessage
    ) -> InteractionResult:
        """Press *Delete* on what shows a video, and then what makes sure of it."""
        asked = await member.click(message, label="Delete")
        assert asked.response is not None
        return await member.click(asked.response, label="Delete it")

    async def choices(
        self, option: str, typed: str, member: simcord.MemberActor | None = None, **filled: str
    ) -> dict[str, str]:
        """Type into an option, and return the values offered by what they are called."""
        actor = member or self.mia
        offered = await actor.autocomplete(self.channel, "musicvideo", option, typed, **filled)
        return {choice["name"]: choice["value"] for choice in offered}

    def messages(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """Return what everybody sees of the bot in a channel, oldest first."""
        return [one for one in (channel or self.channel).history() if one.author.bot]

    def posts(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """Return the messages that bring a result or an explanation."""
        return [message for message in self.messages(channel) if not _titled(message)]

    def statuses(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Embed]:
        """Return the status messages' embeds."""
        return [embed for message in self.messages(channel) for embed in _titled(message)]

    async def accepted(self, task_id: str = TASK) -> Video:
        """Wait until the API has accepted a video, and return it."""
        await self.until(lambda: any(video.task_id == task_id for video in self.api.videos))
        return self.api.video_of(task_id)

    async def finish(self, task_id: str = TASK, *, posts: int = 1) -> discord.Message:
        """Let the API finish a video, and return the last of so many posts when they are there."""
        await self.api.finish(await self.accepted(task_id))
        return (await self.posted(posts))[-1]

    async def posted(self, count: int = 1) -> list[discord.Message]:
        """Wait for so many posts, and for the status messages to say so; return the posts."""
        await self.until(lambda: len(self.posts()) >= count)
        await self.until(lambda: not any(line.startswith(_UNSETTLED) for line in self.lines()))
        return self.posts()

    async def undelivered(self) -> None:
        """Let Mia ask, and Discord take nothing that the bot posts for it."""
        await self.ask()
        for path, code, message in (
            (f"/channels/{self.channel.id}/messages", 50013, "Missing Permissions"),
            ("/users/@me/channels", 50007, "Cannot send"),
        ):
            self.env.inject_error("POST", path, status=403, code=code, message=message)
        await self.api.finish(await self.accepted())
        await self.until(lambda: "could not be posted" in self.lines()[0])

    def sent(self, method: str, path: str) -> list[dict[str, Any]]:
        """Return the bodies of the bot's requests to Discord whose path holds ``path``."""
        calls = [call for call in self.env.http_requests if call.method == method]
        return [call.json for call in calls if path in call.path and isinstance(call.json, dict)]

    def lines(self) -> list[str]:
        """Return what the status messages say."""
        return [embed.description or "" for embed in self.statuses()]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds."""
        await until(condition, 60, lambda: self.env.transcript()[-4000:])

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database."""
        await self.stack.aclose()
        self.app = await self.stack.enter_async_context(running(self.config))
        await self.env.restart_bot(self.app.client)


def _titled(message: discord.Message) -> list[discord.Embed]:
    """Return the embeds with a title: those of status messages."""
    return [embed for embed in message.embeds if embed.title]


def texts(result: InteractionResult) -> list[str]:
    """Return the private answers to an interaction; fails when one of them is public."""
    answers = list(result.followups)
    if not answers and result.response is not None:  # a deferred click's is what was clicked
        answers.append(result.response)
    assert answers
    assert all(answer.ephemeral for answer in answers)
    return [answer.content for answer in answers]


def told(result: InteractionResult) -> str:
    """Return the last private answer to an interaction."""
    return texts(result)[-1]


def config_for(folder: Path, api: FakeMusicApi, **over: dict[str, Any]) -> Config:
    """Return a quick configuration that leads to the stand-in of the API."""
    sections = {name: dict(values) for name, values in _QUICK.items()}
    sections["api"] = {"base_url": api.base_url, "key": api.key, "submits_per_window": 1000}
    sections["database"] = {"path": folder / "bot.db"}
    for name, values in over.items():
        sections[name] = {**sections.get(name, {}), **values}
    return load(None, {}, **sections)


def studio_in(folder: Path, **over: object) -> dict[str, Any]:
    """Return the section of a studio with an empty library, which makes the videos."""
    library = folder / "library"
    library.mkdir(exist_ok=True)
    (library / ".welcomed").touch()
    where = {"library": library, "videos": folder / "videos", "workers": 1}
    return {"enabled": True, **where, **over}


@asynccontextmanager
async def open_stage(folder: Path, **over: dict[str, Any]) -> AsyncIterator[CogHarness]:
    """Open a server with the bot in it; ``over`` are sections of its configuration.

    The API knows one task with two tracks. Errors that the bot did not expect fail the test.
    """
    async with FakeMusicApi() as api:
        api.callbacks.times = 0  # it has no public address to call
        api.add_music(
            TASK,
            track(AUDIO, "Iron Man", duration=198.4),
            track(SECOND_AUDIO, "Iron Man", duration=201.0),
        )
        config = config_for(folder, api, **over)
        stack = AsyncExitStack()
        app = await stack.enter_async_context(running(config))
        try:
            run = simcord.run(app.client, shard_count=1, check_errors=False, settle_timeout=60.0)
            async with run as env:
                yield _peopled(env, api, app, config, stack)
                surprises = [error for error in env.errors if not _is_expected(error)]
        finally:
            await stack.aclose()
    if surprises:
        raise BaseExceptionGroup("the bot did not expect this", surprises)


def _peopled(
    env: simcord.Env, api: FakeMusicApi, app: App, config: Config, stack: AsyncExitStack
) -> CogHarness:
    guild = env.create_guild("Music community")
    rights = discord.Permissions(manage_guild=True)
    moderators = guild.create_role("Moderators", permissions=rights)
    return CogHarness(
        env=env,
        api=api,
        app=app,
        config=config,
        guild=guild,
        channel=guild.create_text_channel("music-videos"),
        mia=guild.add_member(env.create_user("Mia")),
        ben=guild.add_member(env.create_user("Ben")),
        max=guild.add_member(env.create_user("Max"), roles=[moderators]),
        stack=stack,
    )


def _is_expected(error: BaseException) -> bool:
    return isinstance(getattr(error, "original", error), _EXPECTED)
