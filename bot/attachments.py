"""Where members' attachments are fetched from: the address is Discord's, the file is theirs."""

from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from bot.config import DiscordSettings
from bot.studio.fetch import Fetch, is_public
from bot.studio.settings import is_on_loopback


def fetching_from(discord: DiscordSettings) -> AbstractAsyncContextManager[Fetch]:
    """Give what fetches attachments: from public https addresses only, as Discord's own are.

    Where the host has set Discord's address to this machine, as for a test, they may be there too.
    """
    if not is_on_loopback(urlsplit(discord.api_url).hostname or ""):
        return Fetch.open()
    return Fetch.open(
        admits=lambda address: address.is_loopback or is_public(address), schemes=("http", "https")
    )
