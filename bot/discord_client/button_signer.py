"""Signs what stands in buttons that show somebody's record: Discord keeps it, people could send it.

A signature holds in one server only, for whom the button was made.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Final

from bot.store.key_value import KeyValue

_KEY: Final = "button-key"
_BYTES: Final = 12  # a custom_id has room for 100 characters

SIGNATURE: Final = "[A-Za-z0-9_-]{16}"
"""What a signature looks like in a ``custom_id``."""


class ButtonSigner:
    """Signs with a secret key."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    @classmethod
    async def load(cls, values: KeyValue) -> "ButtonSigner":
        """Return one with the key that outlives restarts. Raises sqlite3.Error."""
        kept = await values.get(_KEY)
        if kept is None:
            kept = secrets.token_hex(32)
            await values.set(_KEY, kept)
        return cls(bytes.fromhex(kept))

    def sign(self, text: str, *, guild_id: int, user_id: int) -> str:
        """Return the signature of what a button of a member in a server says."""
        whole = f"{guild_id}\n{user_id}\n{text}".encode()
        digest = hmac.digest(self._key, whole, hashlib.sha256)[:_BYTES]
        return base64.urlsafe_b64encode(digest).decode()

    def is_signed(self, text: str, signature: str, *, guild_id: int, user_id: int) -> bool:
        """Return whether a signature is that of a button of a member in a server."""
        expected = self.sign(text, guild_id=guild_id, user_id=user_id)
        return hmac.compare_digest(expected.encode(), signature.encode())
