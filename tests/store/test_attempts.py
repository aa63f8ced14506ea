"""A new attempt begins with nothing of the one before."""

import re
from typing import Final

from bot.jobs import Video
from bot.store.attempts import NEW_ATTEMPT

STAYS: Final = frozenset(
    {
        # Which video it is, and who makes it.
        *("video_id", "task_id", "audio_id", "variant", "created_at", "is_orphaned"),
        *("provider", "charges", "makes_variants", "tells_progress", "owns_files"),
        # What is to be made: whoever asks now says it anew.
        *("guild_id", "author", "domain_name", "is_branding_confirmed", "options", "most_bytes"),
        *("token", "queued_at", "due_at"),
        # The former one's file, until it is removed.
        "file_to_delete",
    }
)
"""Columns that outlive an attempt, or that whoever begins one gives."""


def test_every_column_of_a_video_stays_or_begins_anew() -> None:
    begun = set(re.findall(r"(\w+) =", NEW_ATTEMPT))
    undecided = Video.model_fields.keys() - begun - STAYS
    assert undecided == set(), "into NEW_ATTEMPT, where it is about one attempt; else into STAYS"
    assert begun & STAYS == set()
    assert begun | STAYS == Video.model_fields.keys()
