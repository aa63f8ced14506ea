"""What is kept of jobs, tracks and servers: the only place that speaks SQL.

Every transition of a job is one guarded statement: it names the states it may come from, changes
nothing when the job is elsewhere, and says whether it did. So a repeat is harmless, and what a
crash leaves behind is picked up by the same statements that run every day.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.store.access import Access
from bot.store.accounts import Accounts, Charge, Spending
from bot.store.admissions import NothingToPost
from bot.store.alarms import Alarms
from bot.store.branding import BrandingRules
from bot.store.bulletins import Bulletins
from bot.store.census import Registrar
from bot.store.copies import Copies
from bot.store.database import Database, DatabaseError
from bot.store.duplicate import NotCopied
from bot.store.erasures import Erasures, Holdings
from bot.store.history import Entry, History, Page, Turn
from bot.store.keepsakes import Keepsakes
from bot.store.meta import Meta
from bot.store.placing import Placement
from bot.store.progress import Progress, Told
from bot.store.quota import Quota, Usage
from bot.store.requests import Requests
from bot.store.retention import Retention
from bot.store.servers import Servers
from bot.store.settings import Settings
from bot.store.statuses import Statuses
from bot.store.tracks import Tracks
from bot.store.videos import Videos
from bot.store.words import TooManyWords, Words

__all__ = [
    "Charge",
    "DatabaseError",
    "Entry",
    "Holdings",
    "NotCopied",
    "NothingToPost",
    "Page",
    "Placement",
    "Spending",
    "Store",
    "Told",
    "TooManyWords",
    "Turn",
    "Usage",
]

MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"


class Store:
    """One database, cut by what is kept. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self.videos = Videos(database)
        self.requests = Requests(database)
        self.statuses = Statuses(database)
        self.history = History(database)
        self.bulletins = Bulletins(database)
        self.progress = Progress(database)
        self.keepsakes = Keepsakes(database)
        self.tracks = Tracks(database)
        self.branding = BrandingRules(database)
        self.settings = Settings(database)
        self.access = Access(database)
        self.words = Words(database)
        self.quota = Quota(database)
        self.meta = Meta(database)
        self.registrar = Registrar(database)
        self.copies = Copies(database)
        self.retention = Retention(database)
        self.erasures = Erasures(database)
        self.servers = Servers(database)
        self.accounts = Accounts(database)
        self.alarms = Alarms(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator["Store"]:
        """Open the database. Raises DatabaseError when it can't be used."""
        async with Database.open(path, MIGRATIONS) as database:
            yield cls(database)
