"""How often the API is asked while people type: it may cost money, and who types makes ids up."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

_PER_SECOND: Final = 3
"""Look-ups for all members together."""

_WINDOW_SECONDS: Final = 1.0
"""In which one member has one look-up."""


class LookUpPace:
    """At most one look-up a second for a member, and three for all together.

    ``clock`` gives seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._recent: deque[float] = deque()
        self._members: OrderedDict[int, float] = OrderedDict()

    def take(self, user_id: int) -> bool:
        """Return whether a member may have one look-up now, and count it."""
        now = self._clock()
        self._forget(now - _WINDOW_SECONDS)
        if user_id in self._members or len(self._recent) >= _PER_SECOND:
            return False
        self._members[user_id] = now
        self._recent.append(now)
        return True

    def _forget(self, before: float) -> None:
        while self._recent and self._recent[0] <= before:
            self._recent.popleft()
        while self._members and next(iter(self._members.values())) <= before:
            self._members.popitem(last=False)
