"""The addresses that the studio gives out."""

import hashlib
import hmac
from typing import Final

ASSET_KINDS: Final = ("audio", "cover")


class SignedUrls:
    """Makes addresses, and tells whether a signed one is ours.

    ``own`` is the studio's base address, ``public`` the one under which people reach the videos.
    The library's audio and covers have signed addresses: whoever has one can open it, as with the
    cloud's, and nobody can guess one.
    """

    def __init__(self, own: str, public: str | None, key: str) -> None:
        self.own = own
        self.public = (public or own).rstrip("/")
        self._key = key.encode()

    def asset(self, task_id: str, audio_id: str, kind: str) -> str:
        """Return the address of a track's audio or cover."""
        signature = self._sign(task_id, audio_id, kind)
        return f"{self.own}/material/{task_id}/{audio_id}/{kind}/{signature}"

    def is_signed(self, task_id: str, audio_id: str, kind: str, signature: str) -> bool:
        """Return whether we made this address."""
        return hmac.compare_digest(
            self._sign(task_id, audio_id, kind).encode(), signature.encode(errors="replace")
        )

    def _sign(self, *parts: str) -> str:
        message = "\n".join(parts).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:32]
