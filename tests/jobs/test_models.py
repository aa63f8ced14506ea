"""The rules between a job's states, and the names it gives."""

import ast
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import (
    MAX_UNANSWERED_SUBMITS,
    OUTCOMES,
    Branding,
    FailureReason,
    Video,
    VideoState,
    can_transition,
    link_end,
    new_job_id,
    new_token,
    sources_of,
)
from tests.docs.test_architecture import BOT, modules, name_of

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
STATES = st.sampled_from(VideoState)


def test_nothing_leads_back_from_a_finished_video_but_asking_anew() -> None:
    onward = {state for state in VideoState if can_transition(VideoState.READY, state)}
    assert onward == {VideoState.QUEUED}


def test_a_submit_follows_the_queue_or_another_submit_only() -> None:
    assert sources_of(VideoState.SUBMITTING) == {VideoState.QUEUED, VideoState.SUBMITTING}


@given(STATES)
def test_a_video_becomes_ready_only_when_the_api_knows_it(state: VideoState) -> None:
    never_sent = (VideoState.QUEUED, VideoState.SUBMITTING)
    assert not (can_transition(state, VideoState.READY) and state in never_sent)


def test_a_late_result_still_settles_what_was_given_up() -> None:
    for state in OUTCOMES - {VideoState.READY}:
        assert can_transition(state, VideoState.READY)


def test_an_unanswered_submit_is_repeated_once_at_most() -> None:
    assert MAX_UNANSWERED_SUBMITS == 2


def test_every_video_that_is_open_can_come_to_a_outcome() -> None:
    for state in set(VideoState) - OUTCOMES:
        assert any(can_transition(state, outcome) for outcome in OUTCOMES)


def test_only_refusals_that_took_nothing_are_passing() -> None:
    assert {reason for reason in FailureReason if reason.is_transient} == {
        FailureReason.TOO_OFTEN,
        FailureReason.MAINTENANCE,
    }


@pytest.mark.parametrize(
    "reason",
    [
        FailureReason.WRONG_KEY,
        FailureReason.NO_CREDITS,
        FailureReason.TOO_OFTEN,
        FailureReason.SERVER_ERROR,
    ],
)
def test_what_may_be_looked_at_before_the_track_says_nothing_of_it(reason: FailureReason) -> None:
    assert not reason.excludes_video


def test_ids_leave_room_in_a_nonce_and_tokens_are_long() -> None:
    ids = {new_job_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(f"{one}-v") <= 25 and one.isalnum() for one in ids)
    assert all(len(new_token()) >= 22 for _ in range(100))


NAME = st.none() | st.text(max_size=3)


@given(NAME, NAME, NAME, NAME)
def test_a_member_s_branding_stands_over_the_servers(
    author: str | None, watermark: str | None, default: str | None, default_mark: str | None
) -> None:
    mine = Branding(author=author, domain_name=watermark)
    merged = mine.over(Branding(author=default, domain_name=default_mark))
    assert merged.author == (default if author is None else author)
    assert merged.domain_name == (default_mark if watermark is None else watermark)


@pytest.mark.parametrize("state", VideoState)
@pytest.mark.parametrize(
    ("expires_in", "has_ended"), [(None, False), (1, False), (0, True), (-1, True)]
)
def test_a_link_ends_at_its_time_and_not_before(
    state: VideoState, expires_in: int | None, has_ended: bool
) -> None:
    expires_at = None if expires_in is None else NOW + timedelta(seconds=expires_in)
    fields: dict[str, Any] = {"state": state, "expires_at": expires_at}
    video = Video.model_construct(**fields)
    assert video.has_link_ended(NOW) is has_ended
    assert video.is_available(NOW) is (state is VideoState.READY and not has_ended)


def test_the_end_of_a_link_that_should_have_ended_already_is_not_known() -> None:
    day = timedelta(days=1)
    assert link_end(NOW, day, NOW) == NOW + day
    assert link_end(NOW - day, day, NOW) is None


@pytest.mark.parametrize("path", [*BOT, *modules("cogs")], ids=name_of)
def test_nobody_else_works_out_whether_a_link_has_ended(path: Path) -> None:
    if name_of(path) == "bot.jobs.models":
        return
    compared = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and not isinstance(node.ops[0], ast.Is | ast.IsNot)
    ]
    assert not [
        text for text in compared if re.search(r"expires_at (<|>)|(<|>)=? \S*expires_at", text)
    ]
