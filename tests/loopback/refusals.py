"""How Discord says no: its error codes with their statuses, and the shape of the answer."""

import json
from typing import Any

from aiohttp import web

CODES: dict[int, tuple[int, str]] = {
    0: (404, "404: Not Found"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    20001: (403, "Bots cannot use this endpoint"),
    40001: (401, "401: Unauthorized"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160005: (403, "Thread is locked"),
}


class Refusal(Exception):
    """A request that Discord refuses with one of its codes."""

    def __init__(self, code: int, errors: dict[str, Any] | None = None) -> None:
        status, message = CODES[code]
        super().__init__(f"{code} {message} {errors or ''}")
        self.code = code
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code if code != 40001 else 0}
        if errors:
            self.body["errors"] = errors


def json_answer(body: object, status: int = 200) -> web.Response:
    """Answer JSON with the bare content type that Discord uses: clients compare it exactly."""
    headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)
