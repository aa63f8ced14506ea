"""How often the API is asked while people type: it may cost money, and who types makes ids up."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

_PER_SECOND: Final = 3
"""Calls for all members together."""

_WINDOW_SECONDS: Final = 2.0
"""Over which that holds: two members' look-ups at both contracts fit into one moment."""

_MAX_CALLS: Final = int(_PER_SECOND * _WINDOW_SECONDS)


class LookUpPace:
    """At most one call a second for a member, and three for all together.

    A look-up may take several calls, as where two contracts are asked. ``clock`` gives seconds that
    never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._recent: deque[float] = deque()
        self._members: OrderedDict[int, float] = OrderedDict()

    def take(self, user_id: int, *, calls: int = 1) -> bool:
        """Return whether a member may have a look-up of so many calls now, and count it."""
        now = self._clock()
        self._forget(now)
        if user_id in self._members or len(self._recent) + calls > _MAX_CALLS:
            return False
        self._members[user_id] = now + calls
        self._recent.extend([now + _WINDOW_SECONDS] * calls)
        return True

    def _forget(self, now: float) -> None:
        while self._recent and self._recent[0] <= now:
            self._recent.popleft()
        while self._members and next(iter(self._members.values())) <= now:
            self._members.popitem(last=False)
