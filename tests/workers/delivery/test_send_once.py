"""The one rule by which a message is posted once, against a Discord that is the test's own.

Every sequence of a few tries is gone through: what each lost on the way, whether the channel could
be read, and how long it took until the next.
"""

import asyncio
import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest

from bot.discord_client.channels import NotReady
from bot.discord_client.message_target import Lookup
from bot.jobs import FailureReason
from tests.support.send_once_scene import (
    ANSWER_LOST,
    HERE,
    LOST,
    REFUSED,
    SOON,
    START,
    TAKEN,
    WINDOW,
    Clock,
    Scene,
    http_error,
    scene_at,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def scene(clock: Clock) -> Scene:
    return scene_at(clock)


async def test_a_new_message_is_sent_without_a_look(scene: Scene) -> None:
    scene.channel.reading = http_error(500, 0)
    await scene.attempt()
    assert (scene.message.end, scene.channel.sends) == ("sent", 1)


async def test_a_message_whose_answer_was_lost_is_found(scene: Scene) -> None:
    scene.channel.sending = ANSWER_LOST
    await scene.attempt()
    assert (scene.message.end, scene.message.attempts) == (None, 1)
    scene.clock.now += 2 * WINDOW
    await scene.attempt()
    assert (scene.message.end, scene.channel.sends) == ("found", 1)


@pytest.mark.parametrize("wait", [SOON, 2 * WINDOW], ids=["soon", "late"])
async def test_a_message_that_certainly_is_not_there_is_sent_whatever_its_nonce(
    scene: Scene, wait: timedelta
) -> None:
    scene.channel.sending = LOST
    await scene.attempt()
    scene.clock.now += wait
    scene.channel.sending, scene.message.takes = TAKEN, 2 * WINDOW
    await scene.attempt()
    assert (scene.message.end, scene.channel.posts) == ("sent", ["done"])


async def test_a_nonce_counts_anew_only_once_it_is_too_old(scene: Scene) -> None:
    scene.channel.sending = LOST
    await scene.attempt()
    for wait, counted_from in ((SOON, START), (2 * WINDOW, START + SOON + 2 * WINDOW)):
        scene.clock.now += wait
        await scene.attempt()
        assert scene.message.first_send_at == counted_from


@pytest.mark.parametrize(
    "reading",
    [Lookup.UNREADABLE, http_error(403, 50001), NotReady("not yet")],
    ids=["unreadable", "forbidden", "not ready"],
)
async def test_where_nobody_can_tell_a_message_is_repeated_while_its_nonce_holds(
    scene: Scene, reading: Lookup | Exception
) -> None:
    scene.channel.sending = ANSWER_LOST
    await scene.attempt()
    scene.channel.sending, scene.channel.reading = TAKEN, reading
    scene.clock.now += SOON
    await scene.attempt()
    assert (scene.message.end, scene.channel.sends, len(scene.channel.posts)) == ("sent", 2, 1)


async def test_where_nobody_can_tell_and_the_nonce_is_old_it_is_given_up(scene: Scene) -> None:
    scene.channel.sending = LOST
    await scene.attempt()
    scene.channel.sending, scene.channel.reading = TAKEN, Lookup.UNREADABLE
    scene.clock.now += 2 * WINDOW
    await scene.attempt()
    assert (scene.message.end, scene.channel.posts) == ("unknown", [])


async def test_a_repeat_that_is_ready_too_late_for_its_nonce_waits_for_another_look(
    scene: Scene,
) -> None:
    scene.channel.sending = ANSWER_LOST
    await scene.attempt()
    scene.channel.sending, scene.channel.reading = TAKEN, Lookup.UNREADABLE
    scene.message.takes = 2 * WINDOW
    scene.clock.now += SOON
    await scene.attempt()
    assert (scene.message.end, scene.message.attempts, scene.channel.sends) == (None, 2, 1)


async def test_a_clock_that_was_set_back_ends_a_nonces_time(scene: Scene) -> None:
    scene.channel.sending = ANSWER_LOST
    await scene.attempt()
    scene.channel.sending, scene.channel.reading = TAKEN, Lookup.UNREADABLE
    scene.clock.now -= 2 * WINDOW
    await scene.attempt()
    assert (scene.message.end, scene.channel.sends) == ("unknown", 1)


async def test_what_discord_refuses_for_good_is_its_workers(scene: Scene) -> None:
    scene.channel.sending = REFUSED
    await scene.attempt()
    assert (scene.message.end, scene.message.reason) == ("refused", FailureReason.NO_PERMISSION)


async def test_transient_failures_make_it_due_later_and_end(scene: Scene) -> None:
    scene.channel.sending = LOST
    await scene.attempt()
    assert scene.message.due_at is not None
    assert scene.message.due_at > scene.clock.now
    scene.clock.now += timedelta(days=30)
    await scene.rule.try_later(scene.message, TimeoutError())
    assert scene.message.end is None  # it was tried once in all that time
    scene.message.attempts = 99
    await scene.rule.try_later(scene.message, TimeoutError())
    assert scene.message.end == "unknown"


async def test_one_that_was_tried_enough_and_is_not_there_is_its_workers(scene: Scene) -> None:
    scene.message.is_new, scene.message.attempts = False, 99
    scene.clock.now += timedelta(days=30)
    await scene.attempt()
    assert (scene.message.end, scene.channel.sends) == ("late", 0)


@pytest.mark.parametrize(
    ("reading", "posts", "end"),
    [(None, [], None), (None, ["done"], "found"), (Lookup.UNREADABLE, [], "unknown")],
    ids=["missing", "found", "unreadable"],
)
async def test_a_target_is_left_only_when_nothing_was_posted_there(
    scene: Scene, reading: Lookup | None, posts: list[str], end: str | None
) -> None:
    scene.channel.reading, scene.channel.posts = reading, posts
    may_leave = await scene.rule.may_leave(scene.message, HERE)
    assert (may_leave, scene.message.end) == (end is None, end)


STEPS: Final = tuple(
    itertools.product(
        (TAKEN, LOST, ANSWER_LOST),
        (None, Lookup.UNREADABLE, NotReady("not yet"), http_error(500, 0)),
        (SOON, 2 * WINDOW),  # until the next try
        (timedelta(), 2 * WINDOW),  # between the look and the send
    )
)


def courses() -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Return every course of three tries, the third with nothing in its way."""
    for first, second in itertools.product(STEPS, repeat=2):
        yield first, second, (TAKEN, None, SOON, timedelta())


def test_no_course_of_events_posts_a_message_twice_or_calls_it_sent_when_it_is_not(
    clock: Clock,
) -> None:
    ends: dict[str | None, int] = {}

    async def go_through() -> None:
        for course in courses():
            clock.now = START
            scene = scene_at(clock)
            for scene.channel.sending, scene.channel.reading, wait, scene.message.takes in course:
                await scene.attempt()
                if scene.message.end is not None:
                    break
                clock.now += wait
            end, posts = scene.message.end, len(scene.channel.posts)
            assert posts <= 1, course
            assert posts == 1 or end not in ("sent", "found"), course
            ends[end] = ends.get(end, 0) + 1

    asyncio.run(go_through())
    assert ends.keys() == {"sent", "found", "unknown"}
    assert sum(ends.values()) == len(STEPS) ** 2
