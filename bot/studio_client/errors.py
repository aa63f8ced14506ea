"""What the studio's refusals and silences mean: sorted by what can be done about them."""


class StudioError(Exception):
    """A call of the studio that brought no result.

    Attribute: ``code`` as answered, None when no answer came that could be read.
    """

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class StudioRefused(StudioError):
    """The studio answered no: asking the same again brings the same.

    Attribute: ``reason`` the studio's word for why, None when it gave none.
    """

    def __init__(self, code: int, reason: str | None) -> None:
        super().__init__(f"code {code}: {reason}", code)
        self.reason = reason


class StudioUnavailable(StudioError):
    """The studio can't do it now: it may be asked again later."""


class StudioMalformed(StudioUnavailable):
    """What answered is not the studio as it is known."""
