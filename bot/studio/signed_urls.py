"""The addresses that the studio gives out."""

import hashlib
import hmac

MATERIAL_KINDS = ("audio", "cover")


class Links:
    """Makes addresses, and tells whether a sealed one is ours.

    ``own`` is the studio's base address, ``public`` the one under which people reach the videos.
    The library's audio and covers have sealed addresses: whoever has one can open it, as with the
    cloud's, and nobody can guess one.
    """

    def __init__(self, own: str, public: str | None, key: str) -> None:
        self.own = own
        self.public = (public or own).rstrip("/")
        self._key = key.encode()

    def material(self, task_id: str, audio_id: str, kind: str) -> str:
        """Give the address of a track's audio or cover."""
        seal = self._seal(task_id, audio_id, kind)
        return f"{self.own}/material/{task_id}/{audio_id}/{kind}/{seal}"

    def is_sealed(self, task_id: str, audio_id: str, kind: str, seal: str) -> bool:
        """Tell whether we made this address."""
        return hmac.compare_digest(
            self._seal(task_id, audio_id, kind).encode(), seal.encode(errors="replace")
        )

    def _seal(self, *parts: str) -> str:
        message = "\n".join(parts).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:32]
