"""Whether the music-video API takes the key, and whether the account can pay for videos."""

import math
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from bot.diagnostics.context import CheckContext
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.jobs import FailureReason
from bot.net.addresses import is_private
from bot.video_api import ApiRefused, ApiResponseLost, ApiUnreachable

_FEW_VIDEOS: Final = 20
_SHORTEST_KEY: Final = 16
# What the API's documentation allows an account.
_POLL_SECONDS: Final = 30.0
_MAX_SUBMITS: Final = 20
_SUBMIT_WINDOW_SECONDS: Final = 10.0


async def check_api(context: CheckContext) -> CheckResult:
    """Check whether the key is accepted, and how many videos the balance is good for."""
    settings = context.config.api
    key = settings.key.get_secret_value()
    if not key:
        return passed("no key: the studio makes the videos, which costs nothing but this machine")
    if settings.base_url.startswith("http:") and not is_private(settings.base_url):
        return failed("the key would travel in the clear", "Let api.base_url begin with https://")
    return await _asked(context)


async def _asked(context: CheckContext) -> CheckResult:
    try:
        balance = await context.cloud.credit()
    except ApiRefused as refusal:
        return _refused(refusal)
    except ApiUnreachable:
        host = urlsplit(context.config.api.base_url).netloc
        advice = "Look at api.base_url and at this machine's DNS and firewall"
        return replace(failed(f"{host} can't be reached", advice), unreachable=host)
    except ApiResponseLost as error:
        return warning(f"no readable answer ({error})", "The API may be down: try again later")
    if context.has_studio:
        return passed("the key is accepted; it only looks tracks up, the studio makes the videos")
    return _afford(balance, context.config.api.credits_per_video)


def _refused(refusal: ApiRefused) -> CheckResult:
    if refusal.reason is FailureReason.WRONG_KEY:
        return failed("the API refused the key", "Make a new one there and put it into api.key")
    if refusal.reason is FailureReason.BLOCKED:
        return failed(
            "the API's network edge turned this machine away",
            "Try another api.user_agent; some providers' addresses are blocked as a whole",
        )
    if refusal.reason is FailureReason.TOO_OFTEN:
        return warning("the API was called too often", "Try again in a minute")
    return warning(f"the API answered {refusal}", "Try again later")


def _afford(balance: float, price: float) -> CheckResult:
    videos = int(max(balance, 0.0) / price)
    text = f"the key is accepted; {balance:g} credits are left, enough for about {videos} videos"
    if videos < 1:
        return failed(text, "Buy credits: until then every request ends with an explanation")
    if videos < _FEW_VIDEOS:
        return warning(text, "Buy credits soon")
    return passed(text)


async def check_pace(context: CheckContext) -> CheckResult:
    """Check whether the API is asked no more often than its documentation allows."""
    if context.has_studio:
        raise CheckSkipped("the API makes no videos")
    timing, api = context.config.timing, context.config.api
    for key in ("poll_first_seconds", "poll_every_seconds"):
        seconds = getattr(timing, key)
        if seconds < _POLL_SECONDS:
            return warning(
                f"timing.{key} is {seconds:g}, and the API wants at least {_POLL_SECONDS:g}",
                "Raise it: whoever asks too often is turned away",
            )
    windows = max(1, math.ceil(_SUBMIT_WINDOW_SECONDS / api.submit_window_seconds))
    if (submits := api.submits_per_window * windows) > _MAX_SUBMITS:
        return warning(
            f"{submits:,} submits in {_SUBMIT_WINDOW_SECONDS:g} s are let through, and the API"
            f" takes {_MAX_SUBMITS}",
            "Lower api.submits_per_window: what is beyond is refused and has to wait",
        )
    return passed("within what the API allows")


async def check_webhook_key(context: CheckContext) -> CheckResult:
    """Check whether callbacks are signed, and whether the key looks like one."""
    config = context.config
    key = config.api.webhook_key.get_secret_value()
    if not key:
        if not config.callback.public_url or context.has_studio:
            return passed("not set, and not needed: no callbacks come from outside")
        return warning(
            "not set: callbacks carry a secret token, but are not signed",
            "Make a webhook key in the API's settings page and put it into api.webhook_key",
        )
    others = {
        "api.key": config.api.key.get_secret_value(),
        "discord.token": config.discord.token.get_secret_value(),
    }
    for name, other in others.items():
        if key == other:
            return failed(f"it is the same as {name}", "Put the API's webhook key there")
    if " " in key or len(key) < _SHORTEST_KEY:
        return failed(
            f"it does not look like a key ({len(key)} characters)",
            "Copy it again: with a wrong one every callback is refused, and only polling works",
        )
    return passed("set: callbacks are verified")
