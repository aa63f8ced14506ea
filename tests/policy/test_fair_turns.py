"""Servers take turns, and in each its members: nobody's flood stands before others."""

import random
from collections import Counter

import pytest

from bot.policy.fair_turns import FairTurns, Waiting, WaitingLine, place_of


def line(*who: tuple[int, int]) -> list[Waiting]:
    """Return what waits for whom, in the order in which it came."""
    return [Waiting(f"{place}", *one) for place, one in enumerate(who)]


def test_one_members_flood_stands_before_another_servers_single_request_once() -> None:
    waiting = line(*[(1, 100)] * 60, (2, 200), (1, 101))
    turns = FairTurns()
    taken = turns.take(waiting, 4)
    assert taken == ["0", "60", "61", "1"]


def test_who_had_a_turn_waits_for_the_others_from_call_to_call() -> None:
    waiting = line((1, 100), (1, 100), (1, 100), (1, 101), (2, 200))
    turns, order = FairTurns(), []
    while waiting:
        (one,) = turns.take(waiting, 1)
        order.append(one)
        waiting = [other for other in waiting if other.item_id != one]
    assert order == ["0", "4", "3", "1", "2"]


def test_nobody_waits_longer_than_one_round_of_all_others() -> None:
    flood = [(guild, member) for guild in range(3) for member in range(13) for _ in range(40)]
    turns = FairTurns()
    turns.take(line(*flood), 500)
    for place in range(6):
        late = line(*flood, (7, 700))
        assert str(len(flood)) in turns.take(late, 4)[:4], place


def test_a_limit_of_nothing_takes_nothing() -> None:
    assert FairTurns().take(line((1, 1)), 0) == []
    assert FairTurns().take([], 5) == []


@pytest.mark.parametrize("seed", range(40))
def test_the_place_that_is_shown_is_the_turn_that_comes(seed: int) -> None:
    dice = random.Random(seed)
    waiting = line(*((dice.randrange(4), dice.randrange(3)) for _ in range(dice.randrange(1, 30))))
    order = FairTurns().take(waiting, len(waiting))
    assert len(order) == len(waiting)
    places = {one.item_id: counted(one, waiting) for one in waiting}
    assert [places[one] for one in order] == list(range(1, len(order) + 1))


def counted(mine: Waiting, waiting: list[Waiting]) -> int:
    """Count a line as the database does, and return one's place in it."""
    guilds = Counter(one.guild_id for one in waiting)
    of_guild = [one for one in waiting if one.guild_id == mine.guild_id]
    members = Counter(one.user_id for one in of_guild)
    own = [one for one in of_guild if one.user_id == mine.user_id]
    return place_of(WaitingLine(guilds, members), mine.guild_id, mine.user_id, own.index(mine))
