"""What the endpoint shows to prove that an address leads to this very process."""

import hashlib
import hmac
import re
import secrets
from typing import Final

_ANSWER: Final = re.compile(r"[0-9a-f]{64}")


class Nameplate:
    """Answers a nonce as no other process can.

    Whoever asks for the same nonce on this machine and at the public address, and gets the same
    answer, knows that both lead here. The secret is this process's own and proves nothing else.
    """

    PATTERN: Final = "/nameplate/{nonce:[0-9a-f]{32}}"

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def answer(self, nonce: str) -> str:
        """Give the answer to a nonce: 64 hexadecimal digits."""
        return hmac.new(self._secret, nonce.encode(), hashlib.sha256).hexdigest()


def fresh_nonce() -> str:
    """Make a nonce that nobody asked with before."""
    return secrets.token_hex(16)


def nameplate_at(address: str, nonce: str) -> str:
    """Give where an endpoint's nameplate answers a nonce."""
    return f"{address}/nameplate/{nonce}"


def is_answer(text: str) -> bool:
    """Tell whether a text looks like a nameplate's answer."""
    return _ANSWER.fullmatch(text) is not None
