"""What may happen to a bot in any order: commands, answers, callbacks, polls, sends, crashes and
clock jumps. The three promises are checked after every step, and when everything has settled.
"""

from collections import Counter
from typing import Final, Literal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.jobs import FailureReason, RequestState
from bot.messages.result import BUTTON_PATTERN
from tests.loopback.messages import Message
from tests.loopback.world import DM, PUBLIC_THREAD, Channel, Member, Permission
from tests.support.lifecycle_harness import Installation, Kill, LifecycleHarness
from tests.support.rows import new_request, rows_of

FINAL: Final = {
    RequestState.POSTED,
    RequestState.EXPLAINED,
    RequestState.CANCELLED,
    RequestState.UNDELIVERABLE,
}
DUPLICATES: Final = [(409, True), (409, False), (422, True), (422, False), None]
POST: Final = "/messages$"
SENDING: Final = (Permission.SEND_MESSAGES, Permission.SEND_MESSAGES_IN_THREADS)
KILLS = st.none() | st.tuples(st.integers(1, 9), st.booleans())  # a start itself writes thrice


class Lives(RuleBasedStateMachine):
    """What may happen to a bot, in any order."""

    stage: LifecycleHarness

    def __init__(self) -> None:
        super().__init__()
        self.channels: list[Channel] = []
        self.is_obstructed = False
        self.asked: dict[str, tuple[Channel, Member, str]] = {}
        self.bot: Installation

    @initialize(
        duplicate=st.sampled_from(DUPLICATES), lost_post=st.booleans(), lost_submit=st.booleans()
    )
    def boot(self, duplicate: tuple[int, bool] | None, lost_post: bool, lost_submit: bool) -> None:
        discord, guild = self.stage.discord, self.stage.guild
        text, parent = (self.stage.run(self.stage.new_channel()) for _ in range(2))
        thread = discord.channel(guild, kind=PUBLIC_THREAD, parent=parent)
        self.channels = [text, thread]
        for member in self.stage.members:
            member.user.dms_open = True
        self.bot = Installation(self.stage, duplicate)
        self.stage.run(self.bot.boot())
        # Most of what matters follows from a job with a lost answer, so examples begin with one.
        self.command("a", 0, 0)
        if lost_post:
            self.stage.discord.faults.add("drop", POST, method="POST", after=True)
        if lost_submit:
            self.bot.api.faults.add("drop", "/mp4/generate", after=True)

    @rule(track=st.sampled_from("ab"), member=st.integers(0, 1), channel=st.integers(0, 1))
    def command(self, track: str, member: int, channel: int) -> None:
        who, where = self.stage.members[member], self.channels[channel]
        asked = new_request(
            audio_id=track,
            guild_id=self.stage.guild.guild_id,
            channel_id=where.channel_id,
            user_id=who.user_id,
            public_parent_id=where.parent.channel_id if where.parent else None,
        )
        job = self.stage.run(self.bot.shop.ask(asked))
        self.asked[job.request.request_id] = (where, who, track)

    @rule(kind=st.sampled_from(["drop", "reset", 504, 429, 402]), after=st.booleans())
    def trouble_at_the_api(self, kind: Literal["drop", "reset"] | int, after: bool) -> None:
        if kind in (429, 402):
            self.bot.api.refuse(int(kind))
        else:
            self.bot.api.faults.add(kind, "/mp4/generate", after=after)

    @rule(kind=st.sampled_from(["drop", "reset", 503]), after=st.booleans())
    def trouble_at_discord(self, kind: Literal["drop", "reset"] | int, after: bool) -> None:
        self.stage.discord.faults.add(kind, POST, method="POST", after=after)

    @rule(channel=st.integers(0, 1), how=st.sampled_from(["lock", "mute", "hide", "gone", "free"]))
    def obstacle(self, channel: int, how: str) -> None:
        where = self.channels[channel]
        root = where.parent or where
        self.is_obstructed = self.is_obstructed or how != "free"
        if how == "free":
            where.locked = False
            root.overwrites.clear()
        elif how == "gone":
            where.deleted = True
        elif how == "lock":
            where.locked = True
        else:
            permission = Permission.VIEW_CHANNEL if how == "hide" else SENDING[channel]
            self.stage.discord.deny_bot(root, permission)

    @rule(channel=st.integers(0, 1), how=st.sampled_from(["hide", "mute"]), kill=KILLS)
    def obstacle_after_a_lost_answer(self, channel: int, how: str, kill: Kill) -> None:
        self.stage.discord.faults.add("drop", POST, method="POST", after=True)
        self.stage.run(self.bot.work(None))
        for made in [video for video in self.bot.api.videos if video.is_open]:
            self.stage.run(self.bot.api.finish(made))
        self.stage.run(self.bot.work(None))
        self.stage.run(self.bot.deliver(kill))
        self.obstacle(channel, how)

    @rule(member=st.integers(0, 1), is_open=st.booleans())
    def direct_messages(self, member: int, is_open: bool) -> None:
        self.stage.members[member].user.dms_open = is_open

    @rule(kill=KILLS)
    def work(self, kill: Kill) -> None:
        self.stage.run(self.bot.work(kill))

    @rule(kill=KILLS)
    def deliver(self, kill: Kill) -> None:
        self.stage.run(self.bot.deliver(kill))

    @rule(seconds=st.sampled_from([6, 6, 61, 200]), kill=KILLS)
    def a_while(self, seconds: int, kill: Kill) -> None:
        self.stage.run(self._pass_time(seconds))
        self.stage.run(self.bot.deliver(kill))

    @rule()
    def crash(self) -> None:
        self.stage.run(self.bot.restart())

    @rule(number=st.integers(0, 9), times=st.sampled_from([0, 1, 3]), fails=st.booleans())
    def end_of_a_render(self, number: int, times: int, fails: bool) -> None:
        waiting = [video for video in self.bot.api.videos if video.is_open]
        if waiting:
            video = waiting[number % len(waiting)]
            self.bot.api.callbacks.times = times
            end = self.bot.api.fail(video) if fails else self.bot.api.finish(video)
            self.stage.run(end)

    @rule(number=st.integers(0, 9), other=st.integers(0, 9))
    def callback_with_a_leaked_token(self, number: int, other: int) -> None:
        made = self.bot.api.videos
        if made:
            url = made[number % len(made)].callback_url
            body = self.bot.api.callback_body(made[other % len(made)])
            status, _ = self.stage.run(self.bot.api.post(url, body))
            assert status in (200, 404)

    @rule(seconds=st.sampled_from([1, 6, 61, 400, 4000, 15 * 86400, -5, -4000, -86400]))
    def clock_jumps(self, seconds: int) -> None:
        self.stage.run(self._pass_time(seconds))

    async def _pass_time(self, seconds: int) -> None:
        if seconds > self.bot.shop.config.delivery.nonce_window_seconds:
            self.stage.discord.state.nonces.forget()
        await self.bot.shop.pass_time(seconds)

    @rule(number=st.integers(0, 9))
    def cancel(self, number: int) -> None:
        if self.asked:
            request_id = list(self.asked)[number % len(self.asked)]
            now = self.bot.clock()
            self.stage.run(self.bot.shop.store.requests.cancel(request_id, now))

    # What must hold

    def answers(self) -> list[tuple[str, bool, Message]]:
        """Return every answer that can be seen: its request, and whether it is a video."""
        found = []
        standing = [c for c in self.stage.discord.state.channels.values() if not c.deleted]
        for channel in standing:
            for message in self.stage.discord.posts(channel):
                for button in message.buttons.values():
                    match = BUTTON_PATTERN.fullmatch(button)
                    assert match is not None
                    is_answer = match["action"] in ("delete", "retry", "dismiss")
                    if is_answer and match["request_id"] in self.asked:  # of this example
                        found.append((match["request_id"], match["action"] == "delete", message))
        return found

    @invariant()
    def nothing_is_posted_twice_or_elsewhere(self) -> None:
        counts = Counter(request_id for request_id, _, _ in self.answers())
        assert not [request_id for request_id, count in counts.items() if count > 1]
        for request_id, is_video, message in self.answers():
            channel, member, track = self.asked[request_id]
            assert message.channel in (channel, channel.parent) or _is_direct(message, member)
            assert message.pings == {member.user_id}
            if is_video:
                links = [made.url for made in self.bot.api.videos if made.audio_id == track]
                assert any(link and link in message.content for link in links)

    @invariant()
    def nothing_is_paid_twice(self) -> None:
        if not self.asked:
            return
        # What failed is not among them: the API takes its charge back, and takes the track again.
        paid = Counter(
            (made.task_id, made.audio_id)
            for made in self.bot.api.videos
            if not made.flag.endswith("FAILED")
        )
        for row in self.stage.run(rows_of(self.bot.shop.store, "videos")):
            assert paid[row["task_id"], row["audio_id"]] <= row["attempt"]

    def teardown(self) -> None:
        if hasattr(self, "bot"):
            try:
                self.stage.run(self._settle())
                self.nothing_is_posted_twice_or_elsewhere()
                self.nothing_is_paid_twice()
            finally:
                self.stage.discord.faults.clear()
                self.stage.run(self.bot.halt())

    def _gone(self) -> set[int]:
        return {channel.channel_id for channel in self.channels if channel.deleted}

    async def _settle(self) -> None:
        """Let what is still to go wrong go wrong, come to rest, and see that nothing was lost."""
        self.bot.api.callbacks.times = 1
        for turn in range(50):
            for made in [video for video in self.bot.api.videos if video.is_open]:
                await self.bot.api.finish(made)
            # Retries within the nonces' window come first, then those after it.
            await self._pass_time(6 if turn < 10 else 200)
            await self.bot.deliver()
            rows = await rows_of(self.bot.shop.store, "requests")
            if all(row["state"] in FINAL for row in rows):
                break
        assert {row["request_id"] for row in rows} == set(self.asked)
        assert {row["state"] for row in rows} <= FINAL, rows
        told = {request_id for request_id, _, _ in self.answers()}
        for row in rows:
            if row["state"] in (RequestState.POSTED, RequestState.EXPLAINED):
                assert row["request_id"] in told or row["channel_id"] in self._gone()
            elif row["state"] == RequestState.UNDELIVERABLE:
                assert self.is_obstructed
                assert row["request_id"] not in told or row["reason"] == FailureReason.POST_UNKNOWN
            else:
                assert row["request_id"] not in told
        assert await self.bot.shop.store.videos._db.fetch_all("PRAGMA integrity_check") == [
            {"integrity_check": "ok"}
        ]


def _is_direct(message: Message, member: Member) -> bool:
    return message.channel.kind == DM and message.channel.recipient is member.user
