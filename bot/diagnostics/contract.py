"""Which of the API's contracts the key's account speaks: found out with a look, which is free."""

import secrets
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from bot.diagnostics.context import CheckContext
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.video_api import ApiError, ApiUnreachable

_TOLD: Final = {
    ("mp4", "jobs"): "the API answers under both contracts, mp4 and jobs: which one made a track is"
    " found out for free",
    ("mp4",): "the API answers under the contract mp4 only",
    ("jobs",): "the API answers under the contract jobs only",
}


async def check_contract(site: CheckContext) -> CheckResult:
    """See under which contracts the API answers, and whether the configured one is among them."""
    settings = site.config.api
    if not settings.key.get_secret_value():
        raise CheckSkipped("there is no key")
    try:
        spoken = await site.cloud.spoken(secrets.token_hex(16))
    except ApiError as error:
        result = warning(f"no answer to a look ({error})", "Try again later")
        host = urlsplit(settings.base_url).netloc
        return replace(result, unreachable=host) if isinstance(error, ApiUnreachable) else result
    if not spoken:
        return failed(
            "the API answers under neither contract", "Look at api.base_url: is it the API's own?"
        )
    told = _TOLD[tuple(spoken)]
    if settings.contract not in ("auto", *spoken):
        return failed(f"{told}, and api.contract is {settings.contract}", 'Set it to "auto"')
    if settings.contract != "auto":
        return passed(f"{told}; api.contract is {settings.contract}")
    return passed(told)
