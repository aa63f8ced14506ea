"""What moderators see of their server's spending, and who had what made."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.i18n.texts import translate
from bot.jobs import Job, RequestState, VideoState
from bot.sanitize import one_line
from bot.services.viewer import Viewer
from bot.store import ChargeStatus, PageDirection, Spending, Store

PAGE_SIZE: Final = 6
"""As many as fit into a message, however long their titles."""

_STEP: Final = 200
_MAX_ROWS: Final = 20_000
"""Of an export: about 5 MB, which Discord takes everywhere."""

_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""

COLUMNS: Final = (
    "asked",
    "member",
    "channel",
    "channel-id",
    "title",
    "task",
    "audio",
    "signature",
    "watermark",
    "outcome",
    "charge",
    "ended",
    "message",
)


@dataclass(frozen=True)
class UsageEntry:
    """One request of the record, and what it cost."""

    job: Job
    charge: ChargeStatus


@dataclass(frozen=True)
class UsagePage:
    """A page of the record, newest first, and whether there is more on either side."""

    entries: list[UsageEntry]
    has_newer: bool
    has_older: bool


@dataclass(frozen=True)
class UsageExport:
    """The record as a file: CSV in UTF-8, for spreadsheets."""

    body: bytes
    rows: int
    is_whole: bool
    """Whether everything that was asked for is in it."""


class UsageReport:
    """The servers' records. Methods raise sqlite3.Error when the database can't be used."""

    def __init__(self, store: Store, *, clock: Clock, has_charges: bool) -> None:
        self.has_charges = has_charges
        """Whether videos are charged, so that it is told."""
        self._clock = clock
        self._history = store.history
        self._accounts = store.charges

    async def spending(self, guild_id: int) -> tuple[Spending, datetime]:
        """Return what a server spent in this month, and since when that is (UTC)."""
        month = self._clock().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return await self._accounts.spending(guild_id, month), month

    async def page(
        self,
        guild_id: int,
        member_id: int | None,
        *,
        beside: str | None = None,
        turn: PageDirection = PageDirection.OLDER,
    ) -> UsagePage:
        """Return a page of the record, of one member or of everybody: see ``History.page``."""
        return await self._page(guild_id, member_id, PAGE_SIZE, beside, turn)

    async def export(
        self,
        guild_id: int,
        member_id: int | None,
        days: int,
        locale: str,
        viewer: Viewer,
        name_of: Callable[[int], str | None],
    ) -> UsageExport:
        """Return the record of the last days as a file; ``name_of`` knows a channel's name.

        Of what was asked for where ``viewer`` can't look, only who and when, and what it cost.
        """
        since = self._clock() - timedelta(days=days)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self._told([translate(f"record-column-{one}", locale) for one in COLUMNS]))
        rows, beside, has_older = 0, None, True
        while has_older and rows < _MAX_ROWS:
            page = await self._page(guild_id, member_id, _STEP, beside, PageDirection.OLDER)
            fitting = [line for line in page.entries if line.job.request.created_at >= since]
            writer.writerows(self._told(_row(line, locale, viewer, name_of)) for line in fitting)
            rows += len(fitting)
            has_older = page.has_older and len(fitting) == len(page.entries)
            beside = page.entries[-1].job.request.request_id if page.entries else None
        # With the mark at its beginning, spreadsheets know that it is UTF-8.
        return UsageExport(text.getvalue().encode("utf-8-sig"), rows, is_whole=not has_older)

    def _told(self, row: list[str]) -> list[str]:
        """Return a row without what it cost, where nothing costs anything."""
        charge = COLUMNS.index("charge")
        return row if self.has_charges else row[:charge] + row[charge + 1 :]

    async def _page(
        self,
        guild_id: int,
        member_id: int | None,
        size: int,
        beside: str | None,
        turn: PageDirection,
    ) -> UsagePage:
        page = await self._history.page(guild_id, member_id, size, anchor_id=beside, direction=turn)
        charges = await self._accounts.of_jobs(page.jobs)
        lines = [UsageEntry(job, charge) for job, charge in zip(page.jobs, charges, strict=True)]
        return UsagePage(lines, page.has_newer, page.has_older)


def outcome_text_id(job: Job) -> str:
    """Return a word for how a request stands or ended, the end of a text's id."""
    request = job.request
    if request.deleted_at is not None:
        return "deleted"
    if request.state in (RequestState.WAITING, RequestState.POSTING):
        return "open"
    if request.state is RequestState.EXPLAINED:
        return "unknown" if request.outcome is VideoState.UNKNOWN else "failed"
    return request.state.value


def message_url(job: Job) -> str | None:
    """Return the address of what was posted where it was asked for, when something was."""
    request = job.request
    if request.message_id is None or request.target_channel_id is not None:
        return None
    return (
        f"https://discord.com/channels/{request.guild_id}/{request.channel_id}/{request.message_id}"
    )


def _row(
    line: UsageEntry, locale: str, viewer: Viewer, name_of: Callable[[int], str | None]
) -> list[str]:
    request = line.job.request
    is_seen = viewer.may_know_of(request.channel_id, request.user_id)
    cells = [
        _stamp(request.created_at),
        # As Discord writes it: a bare number of that length would be rounded by a spreadsheet.
        f"<@{request.user_id}>",
        name_of(request.channel_id) or "",
        f"<#{request.channel_id}>",
        *(_texts_of(line.job) if is_seen else [""] * 5),
        translate(f"record-outcome-{outcome_text_id(line.job)}", locale),
        translate(f"record-charge-{line.charge}", locale),
        _stamp(request.finished_at) if request.finished_at is not None else "",
        (is_seen and message_url(line.job)) or "",
    ]
    return [_escape_formula(cell) for cell in cells]


def _texts_of(job: Job) -> list[str]:
    """Return what a video was called and carries."""
    video, branding = job.video, job.shown_branding
    title = job.track.title if job.track is not None else None
    texts = (title, video.task_id, video.audio_id, branding.author, branding.domain_name)
    return [text or "" for text in texts]


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"


def _escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, on one line."""
    line = one_line(cell)
    return f"'{line}" if line.startswith(_FORMULA_SIGNS) else line
