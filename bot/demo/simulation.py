"""The simulated Discord of the demo: two servers in two languages, with channels and people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

import aiohttp
import discord
import simcord
from discord import app_commands
from simcord import ChannelHandle, MemberActor
from simcord.http.routes import messages

from bot.app.compose import open_app
from bot.app.parts import App
from bot.clock import utc_now
from bot.config import Config
from bot.demo.attachment_server import local_downloader, serve_attachments
from bot.demo.locales import with_locales
from bot.demo.sample_data import add_sample_songs
from bot.i18n.texts import translate
from bot.workers.delivery.video_sender import DeliveryMode

ENGLISH: Final = "en-US"
GERMAN: Final = "de"
JAPANESE: Final = "ja"

_SETTLE_SECONDS: Final = 30.0
_UNSEEN: Final = discord.PermissionOverwrite(view_channel=False)
_SEEN: Final = discord.PermissionOverwrite(view_channel=True)
_READ_ONLY: Final = discord.PermissionOverwrite(send_messages=False)
_MODERATORS_COLOUR: Final = 0xF1C40F

Viewers = tuple[MemberActor, ...]


@dataclass(frozen=True)
class DemoChannel:
    """A channel that can be looked at in the page, by some of the people; ``topic``: what for."""

    name: str
    channel: ChannelHandle
    viewers: tuple[MemberActor | simcord.UserHandle, ...]
    topic: str
    locale: str


@dataclass(frozen=True)
class DemoGuild:
    """A server, or what lies beside all of them, with its rooms."""

    name: str
    channels: tuple[DemoChannel, ...]


@dataclass(frozen=True)
class Simulation:
    """The simulation. ``channel``, ``member``, ``moderator`` are where the first video is made."""

    app: App
    env: simcord.Env
    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor
    guild_id: int
    language: str
    guilds: tuple[DemoGuild, ...]

    def messages(self) -> list[discord.Message]:
        """Return the channel's messages, oldest first, as the member sees them."""
        return self.channel.history(viewer=self.member)


Populate = Callable[[App, simcord.Env, str, dict[int, str]], Simulation]
"""Makes servers with people; the last one takes the languages that people speak."""


@asynccontextmanager
async def open_simulation(
    config: Config, language: str = ENGLISH, populate: Populate | None = None
) -> AsyncIterator[Simulation]:
    """Open the bot in simulated servers, the first one's language given.

    ``populate`` makes the servers; without it, the two that have a studio. Raises what ``open_app``
    raises.
    """
    if config.studio.enabled:
        await asyncio.to_thread(add_sample_songs, config.studio.library)
    # The simulation waits for every timer that a command sets, that of a kept connection included.
    connector = aiohttp.TCPConnector(force_close=True)
    async with (
        local_downloader() as attachments,
        open_app(
            config, delivery_mode=DeliveryMode.LINK, connector=connector, attachments=attachments
        ) as app,
        _at_work(app),
    ):
        # A refusal is an error to the simulation, to people it is an answer: so it checks none.
        options = {"shard_count": 1, "settle_timeout": _SETTLE_SECONDS, "check_errors": False}
        async with simcord.run(app.client, **options) as env, serve_attachments(env):
            _take_answers_for_answers(env)
            await follow_clock(env)
            if app.client.user is not None:
                await app.client.user.edit(username="Music Video")
            languages: dict[int, str] = {}
            with with_locales(env, languages, language), _own_reactions_marked():
                yield (populate or _populate)(app, env, language, languages)


def _own_reactions_marked() -> Any:  # noqa: ANN401 - mock's own
    """Tell the bot which reactions are its own where it reads a channel, as Discord does.

    SimCord does that for a single message only.
    """
    respond: Any = vars(messages)["message_response"]

    def respond_to_bot(context: Any, message: Any, **options: Any) -> Any:  # noqa: ANN401
        return respond(context, message, **{"for_user": context.backend.bot_user.id, **options})

    return patch.object(messages, "message_response", respond_to_bot)


def _take_answers_for_answers(env: simcord.Env) -> None:
    """Keep SimCord from showing as an error what the bot has told a member: a refusal, mostly."""
    record = env._record_error  # noqa: SLF001 - there is no other way

    def record_untold(error: BaseException) -> None:
        if not isinstance(error, app_commands.AppCommandError):
            record(error)

    env._record_error = record_untold  # type: ignore[method-assign]  # noqa: SLF001 - as above


@asynccontextmanager
async def _at_work(app: App) -> AsyncIterator[None]:
    """Run the background work; started before the client, so that nobody waits for its end."""
    works = [run for parts in app.background() for run in parts.values()]
    tasks = [asyncio.create_task(run()) for run in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def follow_clock(env: simcord.Env) -> None:
    """Bring the simulation's clock, which stands still by itself, to the present."""
    behind = (utc_now() - env.now()).total_seconds()
    if behind > 0:
        await env.advance_time(behind)


def _populate(app: App, env: simcord.Env, language: str, languages: dict[int, str]) -> Simulation:
    first = _GuildBuilder(env, language)
    mia, aiko = first.member("Mia"), first.member("Aiko")
    maximilian = first.moderator("Max")
    people = (mia, maximilian, aiko)
    channel = first.channel("videos", people)
    first.thread("thread", channel, people)
    first.private("backstage", (mia, maximilian))
    first.unwritable("announcements", people)
    first.channel("showcase", people)
    first.private("moderators", (maximilian,))

    other = ENGLISH if language == GERMAN else GERMAN
    second = _GuildBuilder(env, other)
    lena, jonas = second.member("Lena"), second.moderator("Jonas")
    second.channel("videos", (lena, jonas))
    second.channel("showcase", (lena, jonas))
    second.private("moderators", (jonas,))

    languages |= {aiko.id: JAPANESE, lena.id: other, jonas.id: other}
    direct = tuple(
        DemoChannel(
            person.name,
            person.user.dm_channel,
            (person.user,),
            translate("demo-direct-hint", guild.language),
            guild.language,
        )
        for person, guild in ((mia, first), (lena, second))
    )
    return Simulation(
        app=app,
        env=env,
        channel=channel,
        member=mia,
        moderator=maximilian,
        guild_id=first.guild.id,
        language=language,
        guilds=(first.server, second.server, DemoGuild(translate("demo-direct", language), direct)),
    )


def populate_paid(
    app: App, env: simcord.Env, language: str, languages: dict[int, str]
) -> Simulation:
    """Make one server, of a bot whose host has a key of the API."""
    only = _GuildBuilder(env, language, "demo-server-paid")
    nora, sam = only.member("Nora"), only.moderator("Sam")
    channel = only.channel("paid", (nora, sam))
    only.private("moderators", (sam,))
    languages |= {nora.id: language, sam.id: language}
    return Simulation(
        app=app,
        env=env,
        channel=channel,
        member=nora,
        moderator=sam,
        guild_id=only.guild.id,
        language=language,
        guilds=(only.server,),
    )


class _GuildBuilder:
    """Builds one server, whose names are in its language.

    Rooms are named by their texts: ``demo-<room>``, and their topics likewise.
    """

    def __init__(self, env: simcord.Env, language: str, name: str = "demo-server") -> None:
        if env.bot.user is None:
            raise RuntimeError("the bot is not logged in")
        self._bot = env.bot.user
        self._env = env
        self.language = language
        self.guild = env.create_guild(translate(name, language), preferred_locale=language)
        rights = discord.Permissions(manage_guild=True)
        self._moderators = self.guild.create_role(
            translate("demo-role", language), permissions=rights, color=_MODERATORS_COLOUR
        )
        self._rooms: list[DemoChannel] = []

    @property
    def server(self) -> DemoGuild:
        """What was built."""
        return DemoGuild(self.guild.name, tuple(self._rooms))

    def member(self, name: str) -> MemberActor:
        """Let somebody come in."""
        return self.guild.add_member(self._env.create_user(name, avatar=name.lower()))

    def moderator(self, name: str) -> MemberActor:
        """Let somebody come in who may manage the server."""
        user = self._env.create_user(name, avatar=name.lower())
        return self.guild.add_member(user, roles=[self._moderators])

    def channel(self, room: str, viewers: Viewers) -> ChannelHandle:
        """Open a channel to everybody."""
        name, topic = self._named(room)
        return self._room(self.guild.create_text_channel(name, topic=topic), viewers, topic)

    def thread(self, room: str, parent: ChannelHandle, viewers: Viewers) -> None:
        """Open a thread in a channel."""
        name, topic = self._named(room, channel=parent.name or "")
        made = self._env.backend.create_thread(parent.id, name, viewers[0].id, broadcast=False)
        self._env.backend.announce_thread_create(made)  # to the bot, without a line in the channel
        (thread,) = parent.threads
        self._room(thread, viewers, topic)

    def private(self, room: str, viewers: Viewers) -> None:
        """Open a channel to a few, and to the bot."""
        name, topic = self._named(room)
        channel = self.guild.create_text_channel(
            name,
            overwrites={
                self.guild.default_role: _UNSEEN,
                self._bot: _SEEN,
                **dict.fromkeys(viewers, _SEEN),
            },
            topic=topic,
        )
        self._room(channel, viewers, topic)

    def unwritable(self, room: str, viewers: Viewers) -> None:
        """Open a channel in which the bot may not write."""
        name, topic = self._named(room)
        channel = self.guild.create_text_channel(
            name, overwrites={self._bot: _READ_ONLY}, topic=topic
        )
        self._room(channel, viewers, topic)

    def _named(self, room: str, **values: str) -> tuple[str, str]:
        """Return a room's name and its topic."""
        topic = translate(f"demo-{room}-hint", self.language, **values)
        return translate(f"demo-{room}", self.language), topic

    def _room(self, channel: ChannelHandle, viewers: Viewers, topic: str) -> ChannelHandle:
        name = channel.name or ""
        self._rooms.append(DemoChannel(name, channel, viewers, topic, self.language))
        return channel
