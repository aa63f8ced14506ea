"""Once a week, the showcase gets a list of its best: once, pinned, and without what went."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import TrackInfo, VideoState
from bot.policy.showcase_lists import REACTION, last_end
from bot.policy.takedowns import ReportReason
from tests.loopback.messages import Message
from tests.loopback.world import Channel, Permission
from tests.support.delivery_harness import HOUR, DeliveryHarness, open_delivery_harness
from tests.support.rows import host_limits, new_request

WEEK: Final = timedelta(days=7)
PAGE: Final = "GET /channels/{channel_id}/messages"


@pytest.fixture
async def room(folder: Path) -> AsyncIterator[DeliveryHarness]:
    """Return a delivery harness a day after a list was due, some weeks ago."""
    async with open_delivery_harness(folder) as made:
        made.clock.now = last_end(made.clock() - 6 * WEEK, WEEK) + timedelta(days=1)
        yield made


async def opened(room: DeliveryHarness, **settings: object) -> tuple[Channel, Channel]:
    """Return the showcase, which has lists, and the moderators' channel."""
    showcase, staff = (room.discord.channel(room.guild, name) for name in ("showcase", "staff"))
    channels = {
        "showcase_channel_id": showcase.channel_id,
        "moderators_channel_id": staff.channel_id,
    }
    chosen = {"lists_best": True, "keeps_copy": False, **channels, **settings}
    await room.store.guild_settings.change(
        room.guild.guild_id, chosen, updated_by=1, now=room.clock()
    )
    return showcase, staff


async def shown(room: DeliveryHarness, showcase: Channel, *stars: int) -> list[Message]:
    """Let a video for each number be shown, and get so many stars."""
    before = len(room.posts(showcase))
    for number, _ in enumerate(stars, before + 1):
        asked = new_request(
            f"song-{number}",
            guild_id=room.guild.guild_id,
            channel_id=room.channel.channel_id,
            user_id=room.member.user_id + number,
            author=f"Ada {number}",
        )
        created = await room.store.requests.create(
            asked, provider=room.provider, now=room.clock(), deadline=HOUR, limits=host_limits()
        )
        await room.title(created.job, f"Song {number}")
        await room.settle(created.job, VideoState.READY)
        await settled(room)
    posts = room.posts(showcase)[before:]
    for post, count in zip(posts, stars, strict=True):
        post.reactions.setdefault(REACTION, set()).update(range(1000, 1000 + count))
    return posts


async def settled(room: DeliveryHarness) -> None:
    room.clock.now += timedelta(seconds=20)
    await room.deliver(5)


async def week_passes(room: DeliveryHarness) -> None:
    """Let it be a minute after the end of the week."""
    room.clock.now = last_end(room.clock(), WEEK) + WEEK + timedelta(minutes=1)
    room.discord.state.nonces.forget()
    await room.deliver(5)


def lists(room: DeliveryHarness, showcase: Channel) -> list[Message]:
    return [post for post in room.posts(showcase) if "Best of the week" in post.content]


async def test_the_best_are_listed_once_and_pinned_instead_of_the_week_before(
    room: DeliveryHarness,
) -> None:
    showcase, staff = await opened(room)
    posts = await shown(room, showcase, 2, 5, 0, 1)
    assert [post.reactions.keys() == {REACTION} for post in posts] == [True] * 4
    other = TrackInfo(task_id="song-2", audio_id="audio-2", position=1, title="Song 2")
    await room.store.tracks.save([other], room.clock())
    reads = len(room.discord.called(PAGE))
    await week_passes(room)
    (best,) = lists(room, showcase)
    first, second, third = best.content.splitlines()[1:]
    link = f"/{room.guild.guild_id}/{showcase.channel_id}/{posts[1].message_id}>)"
    assert first.startswith("1. [**Song 2**](<")
    assert first.endswith(f"{link} · take 1 · signed Ada 2 · {REACTION} 5")
    assert second.endswith(f">) · signed Ada 1 · {REACTION} 2")  # there is one only
    assert (second[:2], third[:2]) == ("2.", "3.")
    assert (best.pings, best.pinned) == (set(), True)
    assert len(room.discord.called(PAGE)) == reads + 1  # one for all four
    room.start_again()
    await settled(room)
    assert lists(room, showcase) == [best]
    await shown(room, showcase, 1, 1, 4)
    await week_passes(room)
    _, newer = lists(room, showcase)
    assert "Song 2**" not in newer.content
    assert (best.pinned, newer.pinned) == (False, True)
    assert room.posts(staff) == []
    assert room.discord.refused == []


async def test_after_weeks_of_sleep_there_is_at_most_the_newest_list(room: DeliveryHarness) -> None:
    showcase, _ = await opened(room)
    await shown(room, showcase, 2, 2, 2)
    room.clock.now += 3 * WEEK
    await week_passes(room)
    assert lists(room, showcase) == []  # nothing was shown in the week that has ended
    await shown(room, showcase, 2, 2, 2)
    room.clock.now = last_end(room.clock(), WEEK) + WEEK + timedelta(days=3)
    await settled(room)
    assert lists(room, showcase) == []  # so late nobody wants it


@pytest.mark.parametrize("stars", [(3, 3), (0, 0, 0)])
async def test_of_few_posts_or_without_reactions_there_is_no_list(
    room: DeliveryHarness, stars: tuple[int, ...]
) -> None:
    showcase, staff = await opened(room)
    await shown(room, showcase, *stars)
    await week_passes(room)
    assert (lists(room, showcase), room.posts(staff)) == ([], [])


@pytest.mark.parametrize("after", [False, True])
async def test_a_lost_answer_posts_no_second_list(room: DeliveryHarness, after: bool) -> None:
    showcase, _ = await opened(room, adds_reaction=False)
    posts = await shown(room, showcase, 1, 1, 1)
    assert [post.reactions[REACTION] for post in posts] == [{1000}] * 3
    path = f"/{showcase.channel_id}/messages$"
    room.discord.faults.add("drop", path, method="POST", after=after)
    await week_passes(room)
    room.discord.state.nonces.forget()
    room.start_again()
    await room.pass_time(600)
    await settled(room)
    (best,) = lists(room, showcase)
    assert best.pinned


async def test_who_chose_lists_late_gets_the_first_at_the_weeks_end(room: DeliveryHarness) -> None:
    showcase, _ = await opened(room, lists_best=False)
    posts = await shown(room, showcase, 1, 2, 3)
    assert [len(post.reactions[REACTION]) for post in posts] == [1, 2, 3]  # none of the bot's
    await week_passes(room)
    await opened_again(room, lists_best=True)
    assert lists(room, showcase) == []
    await shown(room, showcase, 1, 2, 3)
    await week_passes(room)
    (best,) = lists(room, showcase)
    await opened_again(room, lists_best=False)
    assert not best.pinned  # moderators want none any more


async def opened_again(room: DeliveryHarness, **changes: object) -> None:
    await room.store.guild_settings.change(
        room.guild.guild_id, changes, updated_by=1, now=room.clock()
    )
    await settled(room)


async def test_what_is_taken_down_or_forgotten_is_on_no_list(room: DeliveryHarness) -> None:
    showcase, _ = await opened(room)
    await shown(room, showcase, 5, 4, 3, 2)
    take_down, guild_id = room.store.takedowns.take_down, room.guild.guild_id
    await take_down(guild_id, "song-1", ReportReason.OTHER, taken_by=1, now=room.clock())
    await room.store.erasures.begin(room.member.user_id + 2, room.clock())
    await week_passes(room)
    (best,) = lists(room, showcase)
    assert [f"Song {number}**" in best.content for number in (1, 2, 3, 4)] == [
        False,
        False,
        True,
        True,
    ]
    await take_down(guild_id, "song-3", ReportReason.OTHER, taken_by=1, now=room.clock())
    await settled(room)
    assert "Song 3**" not in best.content  # from the list that stands there, as well
    (erasure,) = await room.store.erasures.pending(9)
    for user_id in (erasure.user_id, room.member.user_id + 4):
        begun = await room.store.erasures.begin(user_id, room.clock())
        while (await room.store.erasures.step(begun, room.clock() + WEEK, 9)).left:
            pass
    await settled(room)
    assert lists(room, showcase) == []  # nothing is left of it


@pytest.mark.parametrize(
    ("permission", "words", "has_list"),
    [
        (Permission.PIN_MESSAGES, "Pin Messages", True),
        (Permission.ADD_REACTIONS, "Add Reactions", True),
        (Permission.READ_MESSAGE_HISTORY, "Read Message History", False),
    ],
    ids=["pin", "react", "read"],
)
async def test_moderators_are_told_once_what_is_missing(
    room: DeliveryHarness, permission: Permission, words: str, has_list: bool
) -> None:
    showcase, staff = await opened(room, adds_reaction=permission is Permission.ADD_REACTIONS)
    room.discord.deny_bot(showcase, permission)
    for _ in range(2):
        await shown(room, showcase, 1, 1, 1)
        await week_passes(room)
    assert len(lists(room, showcase)) == (2 if has_list else 0)
    (notice,) = room.posts(staff)
    assert words in notice.content
    assert f"<#{showcase.channel_id}>" in notice.content


async def test_what_discord_does_not_tell_now_is_counted_later(room: DeliveryHarness) -> None:
    showcase, _ = await opened(room)
    await shown(room, showcase, 1, 1, 1)
    room.discord.faults.add(503, rf"/{showcase.channel_id}/messages$", method="GET", times=2)
    await week_passes(room)
    assert lists(room, showcase) == []
    for _ in range(4):
        await room.pass_time(120)
    await settled(room)
    assert len(lists(room, showcase)) == 1
