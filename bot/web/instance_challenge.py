"""What the endpoint shows to prove that an address leads to this very process."""

import hashlib
import hmac
import re
import secrets
from typing import Final

from bot.jobs.video_links import PAGE_PREFIX

_ANSWER: Final = re.compile(r"[0-9a-f]{64}")


class InstanceChallenge:
    """Answers a nonce as no other process can.

    Whoever asks for the same nonce on this machine and at the public address, and gets the same
    answer, knows that both lead here. The secret is this process's own and proves nothing else.
    """

    PATTERN: Final = "/nameplate/{nonce:[0-9a-f]{32}}"
    PAGE_PATTERN: Final = f"{PAGE_PREFIX.rstrip('/')}{PATTERN}"
    """The same where a proxy may pass on less than it should: among the videos' pages."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def respond(self, nonce: str) -> str:
        """Return the answer to a nonce: 64 hexadecimal digits."""
        return hmac.new(self._secret, nonce.encode(), hashlib.sha256).hexdigest()


def new_nonce() -> str:
    """Make a nonce that nobody asked with before."""
    return secrets.token_hex(16)


def challenge_url(address: str, nonce: str) -> str:
    """Return where an endpoint's instance challenge answers a nonce."""
    return f"{address}/nameplate/{nonce}"


def is_response(text: str) -> bool:
    """Return whether a text looks like a instance challenge's answer."""
    return _ANSWER.fullmatch(text) is not None
