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
    410: Reason.UNSUPPORTED,
    413: Reason.TOO_LARGE,
    422: Reason.INVALID,
    429: Reason.TOO_OFTEN,
    430: Reason.TOO_OFTEN,
    433: Reason.KEY_LIMIT,
    451: Reason.AUDIO_UNAVAILABLE,
    455: Reason.MAINTENANCE,
    500: Reason.SERVER_ERROR,
    501: Reason.BUILD_FAILED,
    505: Reason.UNSUPPORTED,
    507: Reason.STUDIO_FULL,  # the studio's own
    531: Reason.SERVER_ERROR,
}
# Codes are used loosely by the service's family (422 for duplicates, 429 for an empty account),
# so the words of the message come first.
_REASON_BY_WORDS = (
    (re.compile(r"already\s+exist", re.IGNORECASE), (409, 422, 400), Reason.ALREADY_EXISTS),
    (re.compile(r"\brecord ?info is null", re.IGNORECASE), (404, 422, 500), Reason.NOT_FOUND),
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


# What says that the path itself is not there, whatever it is asked for.
_OF_THE_PATH = re.compile(
    r"endpoint|\bpath\b|\broute|\burl\b|no static resource|no handler|method not allowed"
    r"|no such page|page not found|disabled|discontinued|deprecated|no longer|^not found\W*$",
    re.IGNORECASE,
)


def is_endpoint_gone(code: int, message: str, *, status: int, is_enveloped: bool) -> bool:
    """Tell whether a refusal is about the endpoint: gone or disabled, whoever asks for whatever.

    A 404 in the API's own envelope is about what was asked for, unless its words say otherwise.
    """
    if code == 404:
        return not is_enveloped or (status == 404 and bool(_OF_THE_PATH.search(message)))
    if code == 405 and reason_of(code, message) is Reason.TOO_OFTEN:
        return False
    return code in (405, 410, 505)


class ApiError(Exception):
    """A call of the API that brought no result."""


class Unreachable(ApiError):
    """The request was never sent: nothing can have happened, it may be repeated."""


class Unanswered(ApiError):
    """The request may have been received, but no readable answer came: it may have taken effect."""


class Refused(ApiError):
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
        self.reason = reason_of(code, message) if gone_path is None else Reason.UNSUPPORTED
        self.video_task_id = video_task_id
        self.gone_path = gone_path

    def as_reason(self, reason: Reason) -> "Refused":
        """Give it as it is meant where the same code stands for something else."""
        meant = Refused(self.code, self.message, self.video_task_id)
        meant.reason = reason
        return meant
