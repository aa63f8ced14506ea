"""Explores everything that can happen to a small model: each state once, the nearest first."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Steps = Callable[[State], Iterable[tuple[str, State]]]
"""Gives what can happen in a state, by name, and the state after it."""


class Space(Generic[State]):
    """The states that can be reached, each with how it was reached first."""

    def __init__(self, start: State) -> None:
        self.follows: dict[State, set[State]] = {}
        self._came_from: dict[State, tuple[str, State] | None] = {start: None}
        self.counterexample: list[str] | None = None
        """The shortest way into a state that must not be, None when there is none."""

    def __iter__(self) -> Iterator[State]:
        """Return every state."""
        return iter(self._came_from)

    def __len__(self) -> int:
        """Count the states."""
        return len(self._came_from)

    def add(self, state: State, name: str, follower: State) -> bool:
        """Keep that a state can follow another; False when it was known already."""
        self.follows[state].add(follower)
        if follower in self._came_from:
            return False
        self._came_from[follower] = (name, state)
        return True

    def path_to(self, state: State) -> list[str]:
        """Return the names of what happened on the shortest way to a state."""
        path = []
        while (step := self._came_from[state]) is not None:
            name, state = step
            path.append(name)
        return path[::-1]

    def dead_ends(self, is_end: Callable[[State], bool]) -> set[State]:
        """Return the states from which no end can be reached any more."""
        before: dict[State, list[State]] = {state: [] for state in self}
        for state, nexts in self.follows.items():
            for follower in nexts:
                before[follower].append(state)
        waiting = [state for state in self if is_end(state)]
        alive = set(waiting)
        while waiting:
            earlier = [one for one in before[waiting.pop()] if one not in alive]
            alive.update(earlier)
            waiting += earlier
        return set(self) - alive


def explore(
    start: State, steps: Steps[State], is_bad: Callable[[State], bool], *, most: int = 100_000
) -> Space[State]:
    """Go through every order of events, or until one leads into a bad state.

    Raises AssertionError beyond ``most`` states.
    """
    space = Space(start)
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        if is_bad(state):
            space.counterexample = space.path_to(state)
            return space
        space.follows[state] = set()
        for name, follower in steps(state):
            if space.add(state, name, follower):
                waiting.append(follower)
        assert len(space) <= most, "the model is too large"
    return space
