"""How long Discord knows a message's nonce, and how long to wait before the next try. Pure."""

from datetime import datetime, timedelta
from typing import Final

from bot.config import DeliverySettings

_MIN_TRIES: Final = 20
_YOUNG: Final = timedelta(hours=1)
_MAX_PAUSE_WHILE_YOUNG: Final = 30.0
"""Somebody still waits: after an outage, their answer comes within this time."""


class RetryPolicy:
    """Tells when to try again, and until when a repeat is harmless."""

    def __init__(self, settings: DeliverySettings) -> None:
        self._nonce_window = timedelta(seconds=settings.nonce_window_seconds)
        self._retry_first = settings.retry_first_seconds
        self._retry_most = settings.retry_most_seconds
        self._give_up = timedelta(seconds=settings.give_up_seconds)

    def is_nonce_valid(self, first_send_at: datetime | None, now: datetime) -> bool:
        """Return whether Discord still knows the nonce of a message first sent at that time.

        A time that is still to come is of a clock that was set back since: nobody knows how far.
        """
        return first_send_at is None or abs(now - first_send_at) <= self._nonce_window

    def is_exhausted(self, created_at: datetime, attempts: int, now: datetime) -> bool:
        """Return whether enough was tried.

        The age alone would give up at the first try after a long time out of service.
        """
        return attempts >= _MIN_TRIES and now - created_at > self._give_up

    def pause(self, created_at: datetime, attempts: int, now: datetime) -> timedelta:
        """Return how long to wait before the next try."""
        most = self._retry_most
        if now - created_at < _YOUNG:
            most = min(most, _MAX_PAUSE_WHILE_YOUNG)
        return timedelta(seconds=min(self._retry_first * 2 ** min(attempts, 16), most))
