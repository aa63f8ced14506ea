"""A job as it is kept: a request with its video, its track, and its place in the line."""

from statistics import median
from typing import Final

from bot.jobs import OUTCOMES, Job, Request, RequestState, TrackInfo, Video, VideoState
from bot.policy.fair_turns import WaitingLine, place_of
from bot.policy.shown_texts import TextRules, unwanted_branding
from bot.store.database import Row, Transaction
from bot.store.text_rules import text_rules_of
from bot.store.tracks import COLUMNS
from bot.store.withdrawals import IS_HELD

_HELD: Final = f"SELECT 1 FROM videos WHERE video_id = ? AND {IS_HELD}"
_NEWEST: Final = 21
_FEWEST: Final = 5
"""So many renders make a median that says something."""

_TYPICAL: Final = """
    SELECT render_seconds FROM videos INDEXED BY videos_render_seconds
    WHERE provider = ? AND render_seconds IS NOT NULL ORDER BY completed_at DESC LIMIT ?
"""
FIRST_ASKED_BY: Final = (
    "coalesce((SELECT user_id FROM requests WHERE requests.video_id = videos.video_id LIMIT 1), 0)"
)
"""SQL for the member who waits for a video longest; 0: nobody is left."""

_LINE: Final = (
    f"videos INDEXED BY videos_due WHERE due_at IS NOT NULL AND state = 'queued' AND NOT {IS_HELD}"
)
_MINE: Final = f"""
    SELECT rowid AS number, due_at, guild_id, {FIRST_ASKED_BY} AS user_id
    FROM videos WHERE video_id = ? AND state = 'queued' AND due_at IS NOT NULL
"""
_MEMBERS: Final = f"""
    SELECT {FIRST_ASKED_BY} AS user_id, count(*) AS waiting,
        sum((due_at, rowid) < (:due_at, :number)) AS ahead
    FROM {_LINE} AND guild_id = :guild_id GROUP BY user_id ORDER BY min(due_at), min(rowid)
"""
_GUILDS: Final = f"""
    SELECT guild_id, count(*) AS waiting FROM {_LINE}
    GROUP BY guild_id ORDER BY min(due_at), min(rowid)
"""


def find_job(transaction: Transaction, request_id: str) -> Job | None:
    """Return a request with its video and track, or None when there is no such request."""
    row = transaction.fetch_one("SELECT * FROM requests WHERE request_id = ?", (request_id,))
    return None if row is None else load_job(transaction, row)


def load_job(transaction: Transaction, request_row: Row) -> Job:
    """Return a request's row with its video and what is known of the track."""
    request = Request.model_validate(request_row)
    row = transaction.fetch_one("SELECT * FROM videos WHERE video_id = ?", (request.video_id,))
    video = Video.model_validate(row)
    rules = text_rules_of(transaction, request.guild_id)
    track, is_untitled = _shown_track(transaction, video, rules)
    withheld = unwanted_branding(rules, video) | ({"title"} if is_untitled else set())
    typical, place, is_held = None, None, False
    if video.state not in OUTCOMES and request.state is RequestState.WAITING:
        typical = video.expected_seconds
        if not video.tells_progress:
            typical = typical_seconds(transaction, video.provider)
        if video.state is VideoState.QUEUED:
            is_held = transaction.fetch_one(_HELD, (video.video_id,)) is not None
            place = None if is_held else place_in_line(transaction, video)
    return Job(
        request=request,
        video=video,
        track=track,
        typical_seconds=typical,
        place=place,
        is_held=is_held,
        withheld=withheld,
    )


def _shown_track(
    transaction: Transaction, video: Video, rules: TextRules
) -> tuple[TrackInfo | None, bool]:
    """Return what is known of a video's track, and whether its title may not be shown."""
    row = transaction.fetch_one(
        f"SELECT {COLUMNS}, guild_id FROM tracks WHERE task_id = ? AND audio_id = ?",
        (video.task_id, video.audio_id),
    )
    if row is None:
        return None, False
    is_untitled = not rules.allows(row["title"], written_in=row.pop("guild_id"))
    if is_untitled:
        row["title"] = None
    return TrackInfo.model_validate(row), is_untitled


def typical_seconds(transaction: Transaction, provider: str) -> float | None:
    """Return how long a provider's newest renders took, in the middle; None when few are known."""
    rows = transaction.fetch_all(_TYPICAL, (provider, _NEWEST))
    if len(rows) < _FEWEST:
        return None
    return float(median(row["render_seconds"] for row in rows))


def place_in_line(transaction: Transaction, video: Video) -> int | None:
    """Return a queued video's place in our own line, from 1; None when it doesn't wait in it."""
    mine = transaction.fetch_one(_MINE, (video.video_id,))
    if mine is None:
        return None
    members = transaction.fetch_all(_MEMBERS, mine)
    guilds = transaction.fetch_all(_GUILDS)
    line = WaitingLine(
        {row["guild_id"]: row["waiting"] for row in guilds},
        {row["user_id"]: row["waiting"] for row in members},
    )
    own_ahead = sum(row["ahead"] for row in members if row["user_id"] == mine["user_id"])
    return place_of(line, mine["guild_id"], mine["user_id"], own_ahead)
