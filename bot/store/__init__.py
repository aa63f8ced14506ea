"""What is kept of jobs, tracks and servers: the only place that speaks SQL.

Every transition of a job is one guarded statement: it names the states it may come from, changes
nothing when the job is elsewhere, and says whether it did. So a repeat is harmless, and what a
crash leaves behind is picked up by the same statements that run every day.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.store.access_rules import Access
from bot.store.admission import NothingToPost
from bot.store.attachment_jobs import Keepsakes
from bot.store.backup_process import NotCopied
from bot.store.backups import Copies
from bot.store.blocked_words import TooManyWords, Words
from bot.store.branding import BrandingRules
from bot.store.charges import Accounts, Charge, Spending
from bot.store.create_request import Placement
from bot.store.database import Database, DatabaseError
from bot.store.erasures import Erasures, Holdings
from bot.store.guild_settings import Settings
from bot.store.guilds import Servers
from bot.store.history import Entry, History, Page, Turn
from bot.store.job_counts import Registrar
from bot.store.key_value import Meta
from bot.store.low_credit_alerts import Alarms
from bot.store.notices import Bulletins
from bot.store.quotas import Quota, Usage
from bot.store.render_progress import Progress, Told
from bot.store.requests import Requests
from bot.store.retention import Retention
from bot.store.status_messages import Statuses
from bot.store.tracks import Tracks
from bot.store.unanswered import Unanswered
from bot.store.upload_limits import UploadLimits
from bot.store.videos import Videos

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

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class Store:
    """One database, cut by what is kept. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self.videos = Videos(database)
        self.unanswered = Unanswered(database)
        self.requests = Requests(database)
        self.statuses = Statuses(database)
        self.history = History(database)
        self.bulletins = Bulletins(database)
        self.progress = Progress(database)
        self.keepsakes = Keepsakes(database)
        self.tracks = Tracks(database)
        self.upload_limits = UploadLimits(database)
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
