"""A server, a member, both far ends and the bot's process; and what must hold in the end."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from tests.loopback.calls import Call
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Message
from tests.loopback.music_api import FakeMusicApi
from tests.loopback.people import until
from tests.loopback.world import Channel, Guild, Member
from tests.process.bot_process import BotProcess

LINK = "https://videos.example/"
_PATIENCE_SECONDS = 8.0  # a database that is locked is told of after some


@dataclass
class ProcessHarness:
    """What a process-level test acts on. ``asked`` are all requests that were made."""

    discord: FakeDiscord
    api: FakeMusicApi
    bot: BotProcess
    guild: Guild
    channel: Channel
    member: Member
    asked: list[Interaction] = field(default_factory=list)
    promised: list[Interaction] = field(default_factory=list)
    """Those that are acknowledged privately."""
    beside: list[Channel] = field(default_factory=list)
    """Channels in which nothing is owed: the showcase, and where moderators are told things."""

    async def ask(
        self,
        task_id: str = "task-1",
        audio_id: str | None = "audio-1",
        *,
        channel: Channel | None = None,
        member: Member | None = None,
        first_only: bool = False,
        **more: object,
    ) -> Interaction:
        """Type ``/musicvideo`` and wait for the answer; ``first_only``: that one is coming."""
        options: dict[str, object] = {"task_id": task_id, "audio_id": audio_id, **more}
        interaction = await self.discord.slash(
            member or self.member,
            channel or self.channel,
            "musicvideo",
            **{name: value for name, value in options.items() if value is not None},
        )
        self.asked.append(interaction)
        if not first_only:
            await self._settled(interaction)
        return interaction

    async def _settled(self, interaction: Interaction) -> None:
        """Wait until an answer is more than promised, unless that will not come."""
        with suppress(AssertionError):
            await until(
                lambda: (
                    interaction.answer is None or interaction.is_settled or not self.bot.is_running
                ),
                _PATIENCE_SECONDS,
            )

    @property
    def accepted(self) -> list[Interaction]:
        """The requests that were acknowledged: each is owed an end."""
        return [one for one in self.asked if one.is_public or one in self.promised]

    def ends(self, channel: Channel | None = None) -> list[Message]:
        """Return a channel's results and explanations: the bot's posts that answer no command."""
        posts = self.discord.posts(channel or self.channel)
        return [p for p in posts if p.author is self.discord.state.bot and p.interaction is None]

    def results(self, channel: Channel | None = None) -> list[Message]:
        """Return the posted videos in a channel."""
        return [post for post in self.ends(channel) if LINK in post.content]

    async def ended(
        self, channel: Channel | None = None, count: int = 1, seconds: float = 40
    ) -> list[Message]:
        """Wait for so many results or explanations in a channel, and return them."""
        await until(lambda: len(self.ends(channel)) >= count, seconds, self.describe)
        return self.ends(channel)

    async def submitted(self, task_id: str = "task-1", seconds: float = 30) -> None:
        """Wait until the API has accepted a track."""
        videos = self.api.videos
        await until(lambda: any(v.task_id == task_id for v in videos), seconds, self.describe)

    async def all_ended(self, seconds: float = 30) -> None:
        """Wait until every acknowledged request has its end, and no status is out of date."""
        owed = len(self.accepted)
        await until(lambda: self._count() >= owed, seconds, self.describe)

    def _count(self) -> int:
        channels = {one.channel for one in self.asked}
        return sum(len(self.ends(channel)) for channel in channels)

    def describe(self) -> str:
        """Tell how things stand, for a failure's message."""
        seen = [
            f"#{channel.name}: {post.text!r}"
            for channel in self.discord.state.channels.values()
            for post in self.discord.posts(channel)
        ]
        states = self.bot.states() if self.bot.database.exists() else []
        charges = dict(self.api.charges)
        return "\n".join([*seen, f"states {states}", f"charges {charges}", self.bot.tail()])

    def violations(self) -> list[str]:
        """Tell what breaks the promises: charges, posts, channels, pings, the database."""
        found = [
            f"{count} charges for {track}" for track, count in self.api.charges.items() if count > 1
        ]
        found += self._wrong_posts()
        if (integrity := self.bot.integrity()) != "ok":
            found.append(f"database: {integrity}")
        found += [f"refused by Discord: {c.name} {c.error} {c.body}" for c in self._malformed()]
        found += [f"not as Discord's description: {d}" for d in self.discord.state.deviations[:1]]
        return found

    def _wrong_posts(self) -> list[str]:
        """Compare what each member was given in each channel with what is owed there.

        One whose command was never answered, or only with a promise, may have been served or not.
        Who was told that nobody knows may be given the video later.
        """
        owed = Counter((one.channel.channel_id, one.member.user_id) for one in self.accepted)
        lost = [one for one in self.asked if not one.is_settled]
        open_ended = Counter((one.channel.channel_id, one.member.user_id) for one in lost)
        given: Counter[tuple[int, int]] = Counter()
        late: Counter[tuple[int, int]] = Counter()
        found = []
        for channel in self.discord.state.channels.values():
            for post in self.ends(channel) if channel not in self.beside else ():
                if len(post.pings) != 1:
                    found.append(f"pings {post.pings}: {post.text!r}")
                given.update((channel.channel_id, int(who)) for who in post.pings)
                if "nobody knows yet" in post.content:
                    late.update((channel.channel_id, int(who)) for who in post.pings)
        for one in self.asked:
            found += [f"a status pings: {m.text!r}" for m in one.messages if m.pings]
        for place in owed.keys() | given.keys():
            most = owed[place] + open_ended[place] + late[place]
            if not owed[place] <= given[place] <= most:
                found.append(f"{given[place]} posts, {owed[place]} owed, at {place}")
        return found

    def _malformed(self) -> list[Call]:
        return [c for c in self.discord.refused if _is_malformed(c.error)]


def _is_malformed(error: object) -> bool:
    if isinstance(error, dict):
        return error.get("code") in (50006, 50035, 50109)
    return True  # no such route
