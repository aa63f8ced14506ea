"""What the API's refusals and silences mean: sorted by what can be done about them."""

import re
from typing import Final

from bot.jobs import FailureReason

_REASON_BY_CODE: Final = {
    400: FailureReason.BAD_REQUEST,
    401: FailureReason.WRONG_KEY,
    402: FailureReason.NO_CREDITS,
    403: FailureReason.BLOCKED,
    404: FailureReason.NOT_FOUND,
    405: FailureReason.UNSUPPORTED,
    408: FailureReason.TIMED_OUT,
    409: FailureReason.ALREADY_EXISTS,
    410: FailureReason.UNSUPPORTED,
    413: FailureReason.TOO_LARGE,
    422: FailureReason.INVALID,
    429: FailureReason.TOO_OFTEN,
    430: FailureReason.TOO_OFTEN,
    433: FailureReason.KEY_LIMIT,
    451: FailureReason.AUDIO_UNAVAILABLE,
    455: FailureReason.MAINTENANCE,
    500: FailureReason.SERVER_ERROR,
    501: FailureReason.BUILD_FAILED,
    505: FailureReason.UNSUPPORTED,
    507: FailureReason.STUDIO_FULL,  # the studio's own
    508: FailureReason.STUDIO_NOT_WRITABLE,  # as 507
    531: FailureReason.SERVER_ERROR,
}
# Codes are used loosely by the service's family (422 for duplicates, 429 for an empty account),
# so the words of the message come first.
_REASON_BY_WORDS: Final = (
    (re.compile(r"already\s+exist", re.IGNORECASE), (409, 422, 400), FailureReason.ALREADY_EXISTS),
    (
        re.compile(r"\brecord ?info is null", re.IGNORECASE),
        (404, 422, 500),
        FailureReason.NOT_FOUND,
    ),
    (
        re.compile(r"\bcredits?\b|\bbalance\b", re.IGNORECASE),
        (402, 429, 422),
        FailureReason.NO_CREDITS,
    ),
    (
        re.compile(r"rate limit|frequen|too often", re.IGNORECASE),
        (405, 422),
        FailureReason.TOO_OFTEN,
    ),
    (
        re.compile(r"not exist|not found|no record", re.IGNORECASE),
        (400, 422),
        FailureReason.NOT_FOUND,
    ),
)


def failure_reason_for(code: int, message: str) -> FailureReason:
    """Sort an error code and its message by what can be done about it; unknown codes are OTHER."""
    for words, codes, reason in _REASON_BY_WORDS:
        if code in codes and words.search(message):
            return reason
    return _REASON_BY_CODE.get(code, FailureReason.OTHER)


# What says that the path itself is not there, whatever it is asked for.
_OF_THE_PATH: Final = re.compile(
    r"endpoint|\bpath\b|\broute|\burl\b|no static resource|no handler|method not allowed"
    r"|no such page|page not found|disabled|discontinued|deprecated|no longer|^not found\W*$",
    re.IGNORECASE,
)


def is_endpoint_gone(code: int, message: str, *, status: int, is_enveloped: bool) -> bool:
    """Return whether a refusal is about the endpoint: gone or disabled, whoever asks for whatever.

    A 404 in the API's own envelope is about what was asked for, unless its words say otherwise.
    """
    if code == 404:
        return not is_enveloped or (status == 404 and bool(_OF_THE_PATH.search(message)))
    if code == 405 and failure_reason_for(code, message) is FailureReason.TOO_OFTEN:
        return False
    return code in (405, 410, 505)


class ApiError(Exception):
    """A call of the API that brought no result."""


class ApiUnreachable(ApiError):
    """The request was never sent: nothing can have happened, it may be repeated."""


class ApiResponseLost(ApiError):
    """The request may have been received, but no readable answer came: it may have taken effect."""


class ApiRefused(ApiError):
    """The API answered no.

    Attributes: ``code`` and ``message`` as answered, ``reason`` the code sorted,
    ``video_task_id`` the id of the existing video when the refusal carries it, and
    ``gone_path`` the path that isn't there any more, None when the refusal is about something else.
    """

    def __init__(
        self,
        code: int,
        message: str,
        video_task_id: str | None = None,
        *,
        gone_path: str | None = None,
    ) -> None:
        super().__init__(f"code {code}: {message[:200]!r}")
        self.code = code
        self.message = message
        self.reason = (
            failure_reason_for(code, message) if gone_path is None else FailureReason.UNSUPPORTED
        )
        self.video_task_id = video_task_id
        self.gone_path = gone_path

    def as_reason(self, reason: FailureReason) -> "ApiRefused":
        """Return it as it is meant where the same code stands for something else."""
        meant = ApiRefused(self.code, self.message, self.video_task_id)
        meant.reason = reason
        return meant
