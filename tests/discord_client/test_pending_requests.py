"""What a member has still to decide is theirs, in the server where they asked."""

import pytest

from bot.discord_client.pending_requests import PendingRequest, PendingRequests
from bot.jobs import Branding, RenderOptions


@pytest.mark.parametrize(
    ("user_id", "guild_id", "is_found"),
    [(7, 1, True), (8, 1, False), (7, 2, False), (7, None, False)],
)
def test_a_pending_request_is_its_member_s_in_its_server(
    user_id: int, guild_id: int | None, *, is_found: bool
) -> None:
    pending = PendingRequests()
    kept = PendingRequest(7, 1, Branding(), RenderOptions(), [])
    pending_id = pending.add(kept)
    found = pending.get(pending_id, user_id=user_id, guild_id=guild_id)
    assert found == (kept if is_found else None)
