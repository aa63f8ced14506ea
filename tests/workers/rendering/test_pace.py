"""The pace of submits."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workers.rendering.pace import RateLimiter


def test_there_is_room_until_the_window_is_full() -> None:
    rate_limiter = RateLimiter(2, 10.0)
    assert rate_limiter.wait_seconds(100.0) == 0
    rate_limiter.record(100.0)
    rate_limiter.record(101.0)
    assert rate_limiter.wait_seconds(102.0) == 8.0
    assert rate_limiter.wait_seconds(110.0) == 0


def test_a_hold_is_kept_and_never_shortened() -> None:
    rate_limiter = RateLimiter(2, 10.0)
    rate_limiter.pause_until(105.0)
    rate_limiter.pause_until(103.0)
    assert rate_limiter.wait_seconds(100.0) == 5.0
    assert rate_limiter.wait_seconds(105.0) == 0


@settings(derandomize=True, deadline=None)
@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 5), st.floats(0.5, 20))
def test_no_window_whatever_holds_more_starts(
    pauses: list[float], most: int, window: float
) -> None:
    rate_limiter, now, starts = RateLimiter(most, window), 1000.0, list[float]()
    for pause in pauses:
        now += pause
        if rate_limiter.wait_seconds(now) == 0:
            rate_limiter.record(now)
            starts.append(now)
    for first in starts:
        assert len([start for start in starts if first <= start < first + window]) <= most
