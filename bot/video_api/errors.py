"""What the API's refusals and silences mean: sorted by what can be done about them."""

import re

from bot.jobs import Reason

_REASON_BY_CODE = {
    400: Reason.BAD_REQUEST,
    401: Reason.WRONG_KEY,
    402: Reason.NO_CREDITS,
    403: Reason.BLOCKED,
    404: Reason.NOT_FOUND,
    405: Reason.UNSUPPORTED,
    408: Reason.TIMED_OUT,
    409: Reason.ALREADY_EXISTS,
    413: Reason.TOO_LARGE,
    422: Reason.INVALID,
    429: Reason.TOO_OFTEN,
    430: Reason.TOO_OFTEN,
    451: Reason.AUDIO_UNAVAILABLE,
    455: Reason.MAINTENANCE,
    500: Reason.SERVER_ERROR,
    501: Reason.BUILD_FAILED,
    505: Reason.UNSUPPORTED,
    531: Reason.SERVER_ERROR,
}
# Codes are used loosely by the service's family (422 for duplicates, 429 for an empty account),
# so the words of the message come first.
_REASON_BY_WORDS = (
    (re.compile(r"already\s+exist", re.IGNORECASE), (409, 422, 400), Reason.ALREADY_EXISTS),
    (re.compile(r"\bcredits?\b|\bbalance\b", re.IGNORECASE), (402, 429, 422), Reason.NO_CREDITS),
    (re.compile(r"rate limit|frequen|too often", re.IGNORECASE), (405, 422), Reason.TOO_OFTEN),
    (re.compile(r"not exist|not found|no record", re.IGNORECASE), (400, 422), Reason.NOT_FOUND),
)


def reason_of(code: int, message: str) -> Reason:
    """Sort an error code and its message by what can be done about it; unknown codes are OTHER."""
    for words, codes, reason in _REASON_BY_WORDS:
        if code in codes and words.search(message):
            return reason
    return _REASON_BY_CODE.get(code, Reason.OTHER)


class ApiError(Exception):
    """A call of the API that brought no result."""


class Unreachable(ApiError):
    """The request was never sent: nothing can have happened, it may be repeated."""


class Unanswered(ApiError):
    """The request may have been received, but no readable answer came: it may have taken effect."""


class Refused(ApiError):
    """The API answered no.

    Attributes: ``code`` and ``message`` as answered, ``reason`` the code sorted, and
    ``video_task_id`` the id of the existing video when the refusal carries it.
    """

    def __init__(self, code: int, message: str, video_task_id: str | None = None) -> None:
        super().__init__(f"code {code}: {message[:200]!r}")
        self.code = code
        self.message = message
        self.reason = reason_of(code, message)
        self.video_task_id = video_task_id
