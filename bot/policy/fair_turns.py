"""Whose turn it is: servers take turns, and within each server its members. Pure.

So one member's sixty requests stand between another server's single one and its video once, not
sixty times; and the same holds between members of one server.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

_MAX_REMEMBERED: Final = 10_000


class Waiting(NamedTuple):
    """Something that waits, for whom: a server and a member."""

    item_id: str
    guild_id: int
    user_id: int


class FairTurns:
    """Remembers who had a turn when; whoever had none for the longest time is next."""

    def __init__(self) -> None:
        self._turn = 0
        self._had_at: OrderedDict[tuple[int, ...], int] = OrderedDict()

    def take(self, waiting: Iterable[Waiting], limit: int) -> list[str]:
        """Return whose turn it is, at most ``limit``, and count that as their turn.

        ``waiting``: longest waiting first, which decides within a member and among equals.
        """
        queues: dict[int, dict[int, deque[str]]] = {}
        for item_id, guild_id, user_id in waiting:
            queue = queues.setdefault(guild_id, {}).setdefault(user_id, deque())
            if len(queue) < limit:
                queue.append(item_id)
        taken: list[str] = []
        while queues and len(taken) < limit:
            guild_id = min(queues, key=lambda one: self._last((one,)))
            members = queues[guild_id]
            user_id = min(members, key=lambda one, guild=guild_id: self._last((guild, one)))  # type: ignore[misc]
            taken.append(members[user_id].popleft())
            self._note((guild_id,))
            self._note((guild_id, user_id))
            if not members[user_id]:
                del members[user_id]
            if not members:
                del queues[guild_id]
        return taken

    def _last(self, whose: tuple[int, ...]) -> int:
        return self._had_at.get(whose, 0)

    def _note(self, whose: tuple[int, ...]) -> None:
        self._turn += 1
        self._had_at[whose] = self._turn
        self._had_at.move_to_end(whose)
        if len(self._had_at) > _MAX_REMEMBERED:
            self._had_at.popitem(last=False)


class WaitingLine(NamedTuple):
    """A line as it is counted for one who waits in it: how many wait for whom, oldest first."""

    guilds: Mapping[int, int]
    """By server."""
    members: Mapping[int, int]
    """By member, of the one's own server."""


def place_of(line: WaitingLine, guild_id: int, user_id: int, own_ahead: int) -> int:
    """Return the place in a line, from 1, as turns go; ``own_ahead``: the member's own before it.

    As if nobody had had a turn yet: by one turn, or a round of them, it may be wrong.
    """
    in_guild = _ahead(line.members, user_id, own_ahead)
    return _ahead(line.guilds, guild_id, in_guild) + 1


def _ahead(counts: Mapping[int, int], whose: int, own_ahead: int) -> int:
    """Return how many have their turn before, where ``own_ahead`` of one's own do."""
    ahead, is_before = own_ahead, True
    for one, count in counts.items():
        if one == whose:
            is_before = False
        else:
            ahead += min(count, own_ahead + is_before)
    return ahead
