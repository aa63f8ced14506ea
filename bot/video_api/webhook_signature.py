"""The signature of callbacks: proves who sends one, and covers nothing of its body but the id."""

import base64
import binascii
import hashlib
import hmac
import re
from typing import Final

TIMESTAMP_HEADER: Final = "X-Webhook-Timestamp"
SIGNATURE_HEADER: Final = "X-Webhook-Signature"
SIGNATURE_AGE_SECONDS: Final = 300
"""How far a callback's timestamp may lie from our clock before it counts as a replay."""


def sign(key: str, task_id: str, timestamp: str) -> str:
    """Return the signature header's value: base64(HMAC-SHA256(key, task_id + "." + timestamp))."""
    digest = hmac.digest(key.encode(), f"{task_id}.{timestamp}".encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()


def is_signed(
    key: str, task_id: str, timestamp: str | None, signature: str | None, *, now: float
) -> bool:
    """Return whether the two headers sign this id within the allowed age (``now``:
    epoch seconds).
    """
    if not timestamp or not signature or not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    if abs(now - int(timestamp)) > SIGNATURE_AGE_SECONDS:
        return False
    try:
        given = base64.b64decode(signature.encode(errors="replace"), validate=True)
    except binascii.Error:
        return False
    # Bytes, because compare_digest raises on text outside ASCII.
    return hmac.compare_digest(given, base64.b64decode(sign(key, task_id, timestamp)))
