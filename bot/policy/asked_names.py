"""``{member}`` and ``{server}`` in the texts that videos carry. Pure.

What they stand for is put in when a video is asked for, so that whoever asks is named; afterwards
the text is one like any other.
"""

from typing import Final

from bot.jobs import AskedNames
from bot.policy.branding_text import InvalidText, TextError, validate_branding_text
from bot.policy.denials import AdvertisingFound
from bot.sanitize import one_line
from bot.video_api import BRANDING_LENGTH

MEMBER: Final = "{member}"
SERVER_NAME: Final = "{server}"

_ADVERTISING: Final = (TextError.INVITE, TextError.LINK)


def without_names(text: str) -> str:
    """Return what is a text's own beside the names in it."""
    return text.replace(MEMBER, " ").replace(SERVER_NAME, " ")


def with_names(text: str, names: AskedNames) -> str:
    """Return a text with the names in their places, shortened to what a video has room for.

    Raises AdvertisingFound with "member" where the member's own name is an invite or a link.
    """
    member = _drawable(names.member) if MEMBER in text else ""
    server = one_line(names.server) if SERVER_NAME in text else ""
    members, servers = text.count(MEMBER), text.count(SERVER_NAME)
    own = len(text) - members * len(MEMBER) - servers * len(SERVER_NAME)
    room = max(0, BRANDING_LENGTH - own)
    server = _shortened(server, room // max(1, members + servers))
    member = _shortened(member, (room - servers * len(server)) // max(1, members))
    # The member's name last: one that is called "{server}" stays so.
    return one_line(text.replace(SERVER_NAME, server).replace(MEMBER, member))[:BRANDING_LENGTH]


def _drawable(name: str) -> str:
    """Return a member's name as a video can carry it; empty where nothing of it can be drawn."""
    try:
        return validate_branding_text(name[:BRANDING_LENGTH], by_moderator=False)
    except InvalidText as error:
        if error.error in _ADVERTISING:
            raise AdvertisingFound("member") from error
        return ""


def _shortened(name: str, room: int) -> str:
    return name if len(name) <= room else f"{name[: max(0, room - 1)].rstrip()}…"[:room]
