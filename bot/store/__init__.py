"""What is kept of jobs, tracks and servers: the only place that speaks SQL.

Every transition of a job is one guarded statement: it names the states it may come from, changes
nothing when the job is elsewhere, and says whether it did. So a repeat is harmless, and what a
crash leaves behind is picked up by the same statements that run every day.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from bot.store.access_rules import AccessRules
from bot.store.admission import NothingToPost
from bot.store.attachment_jobs import AttachmentJobs
from bot.store.backup_process import BackupFailed
from bot.store.backups import Backups
from bot.store.candidate_ids import CandidateIds
from bot.store.charges import Charges, ChargeStatus, Spending
from bot.store.database import Database
from bot.store.database_file import DatabaseError
from bot.store.due_deliveries import DeliverySchedule, DueDeliveries
from bot.store.due_posts import DuePost, DuePosts
from bot.store.erasures import Erasures, MemberData
from bot.store.guild_queue import GuildQueues, QueueClearance, QueueListing, QueuePause
from bot.store.guild_settings import BrandingRules, GuildSettingsRepository
from bot.store.guilds import Guilds
from bot.store.history import (
    History,
    HistoryPage,
    PageDirection,
    RequestEntry,
    SeenChannels,
)
from bot.store.job_counts import JobCounter
from bot.store.job_events import JobEvents
from bot.store.job_facts import JobHistory
from bot.store.key_value import KeyValue
from bot.store.low_credit_alerts import LowCreditAlerts
from bot.store.member_exports import MemberExports
from bot.store.notices import Notices
from bot.store.outcomes import Outcomes
from bot.store.published_videos import PublishedVideos
from bot.store.quotas import Quotas, QuotaUsage
from bot.store.render_progress import ProgressReport, RenderProgress
from bot.store.reports import NowhereToTell, Reports
from bot.store.requests import CreatedRequest, Requests
from bot.store.retention import Retention
from bot.store.role_limits import RoleLimitsRepository
from bot.store.setting_changes import SettingChangePage, SettingChanges
from bot.store.showcase_lists import ShowcaseLists
from bot.store.status_messages import StatusMessages
from bot.store.takedowns import Takedowns
from bot.store.text_rules import BlockedWords, TextRulesRepository, TooManyBlockedWords
from bot.store.track_owners import OwnedTrack, RestrictedTrack, TrackOwners
from bot.store.tracks import RequestedTrack, Tracks
from bot.store.unanswered import Unanswered
from bot.store.unused_songs import UnusedSongs
from bot.store.upload_limits import UploadLimits
from bot.store.videos import Videos

__all__ = [
    "BackupFailed",
    "ChargeStatus",
    "CreatedRequest",
    "DatabaseError",
    "DueDeliveries",
    "DuePost",
    "HistoryPage",
    "MemberData",
    "NothingToPost",
    "NowhereToTell",
    "OwnedTrack",
    "PageDirection",
    "ProgressReport",
    "QueueClearance",
    "QueueListing",
    "QueuePause",
    "QuotaUsage",
    "RequestEntry",
    "RequestedTrack",
    "RestrictedTrack",
    "SeenChannels",
    "SettingChangePage",
    "Spending",
    "Store",
    "TooManyBlockedWords",
]

MIGRATIONS: Final = Path(__file__).parent / "migrations"


class Store:
    """One database, cut by what is kept. Methods raise sqlite3.Error when SQLite does."""

    def __init__(self, database: Database) -> None:
        self.videos = Videos(database)
        self.outcomes = Outcomes(database)
        self.candidate_ids = CandidateIds(database)
        self.published_videos = PublishedVideos(database)
        self.unanswered = Unanswered(database)
        self.requests = Requests(database)
        self.due_posts = DuePosts(database)
        self.delivery_schedule = DeliverySchedule(database)
        self.status_messages = StatusMessages(database)
        self.history = History(database)
        self.notices = Notices(database)
        self.render_progress = RenderProgress(database)
        self.attachment_jobs = AttachmentJobs(database)
        self.tracks = Tracks(database)
        self.track_owners = TrackOwners(database)
        self.reports = Reports(database)
        self.unused_songs = UnusedSongs(database)
        self.takedowns = Takedowns(database)
        self.showcase_lists = ShowcaseLists(database)
        self.upload_limits = UploadLimits(database)
        self.branding_rules = BrandingRules(database)
        self.member_exports = MemberExports(database)
        self.setting_changes = SettingChanges(database)
        self.guild_queues = GuildQueues(database)
        self.guild_settings = GuildSettingsRepository(database)
        self.access_rules = AccessRules(database)
        self.role_limits = RoleLimitsRepository(database)
        self.blocked_words = BlockedWords(database)
        self.text_rules = TextRulesRepository(database)
        self.quotas = Quotas(database)
        self.key_value = KeyValue(database)
        self.job_events = JobEvents(database)
        self.job_history = JobHistory(database)
        self.job_counter = JobCounter(database)
        self.backups = Backups(database)
        self.retention = Retention(database)
        self.erasures = Erasures(database)
        self.guilds = Guilds(database)
        self.charges = Charges(database)
        self.low_credit_alerts = LowCreditAlerts(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator["Store"]:
        """Open the database. Raises DatabaseError when it can't be used."""
        async with Database.open(path, MIGRATIONS) as database:
            await database.keep_rules()
            yield cls(database)
