"""What of a configuration is secret, and how it is left out of whatever is written."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import BaseModel, SecretStr

HIDDEN: Final = "[secret]"

_SHORTEST: Final = 4
"""Signs. Shorter ones would take common words out of the text, and keep nothing secret."""

# The API's own messages may repeat what it was given.
_CALLBACK_TOKEN: Final = re.compile(r"(/callbacks/[0-9a-f]{16}/)[\w-]+")


def secrets_of(settings: object) -> Iterator[str]:
    """Return every secret in a configuration, whichever section has it: each ``SecretStr``."""
    match settings:
        case SecretStr():
            yield settings.get_secret_value()
        case BaseModel():
            for name in type(settings).model_fields:
                yield from secrets_of(getattr(settings, name))
        case Mapping():
            for value in settings.values():
                yield from secrets_of(value)
        case list() | tuple() | set() | frozenset():
            for value in settings:
                yield from secrets_of(value)


class Redactor:
    """Leaves the secrets of a configuration, and callback tokens, out of text."""

    def __init__(self, settings: BaseModel) -> None:
        known = {secret for secret in secrets_of(settings) if len(secret) >= _SHORTEST}
        # In JSON, quotes and backslashes are written differently.
        known |= {json.dumps(secret, ensure_ascii=False)[1:-1] for secret in known}
        # One may hold another: what is left of the longer would be shown.
        self._secrets = sorted(known, key=len, reverse=True)

    def redact(self, text: str) -> str:
        """Return the text without them."""
        text = _CALLBACK_TOKEN.sub(r"\1" + HIDDEN, text)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text
