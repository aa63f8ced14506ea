"""Answers at once with what was last known, when finding out again takes too long or fails."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Final, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Item = TypeVar("_Item")

log = logging.getLogger(__name__)

_MAX_KEPT: Final = 1000


class StaleCache(Generic[_Key, _Item]):
    """Lists by keys. ``load`` finds one out; what it raises costs that answer only."""

    def __init__(
        self, load: Callable[[_Key], Awaitable[list[_Item]]], *, wait_seconds: float
    ) -> None:
        """``wait_seconds``: how long an answer may be waited for."""
        self._load = load
        self._wait_seconds = wait_seconds
        self._last: OrderedDict[_Key, list[_Item]] = OrderedDict()
        self._asking: dict[_Key, asyncio.Task[None]] = {}

    async def get(
        self, key: _Key, ask: Callable[[_Key], Awaitable[list[_Item]]] | None = None
    ) -> list[_Item]:
        """Return a list as it is now, or as it was last known, or nothing; never fails.

        What takes longer goes on meanwhile, once for everybody, so that it is known the next time.
        ``load``: how it is found out this time.
        """
        task = self._asking.get(key)
        if task is None:
            task = asyncio.create_task(self._refresh(key, ask or self._load))
            self._asking[key] = task
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        await asyncio.wait({task}, timeout=self._wait_seconds)
        return self._last.get(key, [])

    async def _refresh(self, key: _Key, ask: Callable[[_Key], Awaitable[list[_Item]]]) -> None:
        try:
            found = await ask(key)
        except Exception as error:  # noqa: BLE001 - what was last known is as good as it gets
            log.info("not found out in time to be offered: %s", type(error).__name__)
            return
        self._last[key] = found
        self._last.move_to_end(key)
        if len(self._last) > _MAX_KEPT:
            self._last.popitem(last=False)
