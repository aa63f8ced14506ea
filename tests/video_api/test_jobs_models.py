"""The bodies of the present contract in the shapes that were recorded, and in all others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import FailureReason
from bot.video_api import CallbackBody, JobMusicRecord, JobRecord

RECORDED = {
    "taskId": "330a",
    "model": "ai-music-api/create-music-video",
    "state": "success",
    "param": json.dumps(
        {
            "input": json.dumps({"task_id": "t-1", "audio_id": "a-1"}),
            "callBackUrl": "https://bot.example/callbacks/1/token",
            "model": "ai-music-api/create-music-video",
        }
    ),
    "resultJson": '{"resultUrls":["https://cdn.example/x.mp4"]}',
    "failCode": None,
    "failMsg": None,
    "costTime": 55,
    "completeTime": 1776862622656,
    "createTime": 1776862567160,
    "creditsConsumed": 2,
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [*RECORDED, "response", "consumeCredits"]


def test_the_recorded_shape_is_read_whole() -> None:
    record = JobRecord.model_validate(RECORDED)
    assert record.is_ready
    assert record.failure is None
    assert (record.task_id, record.credits) == ("330a", 2.0)
    assert record.video_url == "https://cdn.example/x.mp4"
    assert record.callback_url == "https://bot.example/callbacks/1/token"
    assert record.shows("t-1", "a-1")
    assert record.completed_at is not None
    assert record.completed_at.isoformat() == "2026-04-22T12:57:02.656000+00:00"


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_a_record_of_any_shape_is_read(data: dict[str, object]) -> None:
    record = JobRecord.model_validate(data)
    assert not record.shows("t-1", "a-1")
    assert record.is_ready in (True, False)
    assert record.failure in (None, *FailureReason)
    assert record.callback_url is None or isinstance(record.callback_url, str)
    assert record.tells_whose in (True, False)


@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING))
def test_a_music_record_of_any_shape_is_read(data: dict[str, object]) -> None:
    record = JobMusicRecord.model_validate(data)
    assert record.tracks == []
    assert not record.lacks("a-1")


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        ("500", "Internal Error", FailureReason.BUILD_FAILED),
        ("501", "", FailureReason.BUILD_FAILED),
        ("451", "audio could not be fetched", FailureReason.AUDIO_UNAVAILABLE),
        ("402", "not enough credits", FailureReason.NO_CREDITS),
        (None, None, FailureReason.BUILD_FAILED),
        ("words", "", FailureReason.BUILD_FAILED),
    ],
)
def test_why_a_task_failed_is_sorted(
    code: str | None, message: str | None, reason: FailureReason
) -> None:
    record = JobRecord.model_validate(
        {"state": "fail", "failCode": code, "failMsg": message, "resultJson": None}
    )
    assert record.failure is reason


def song(**more: object) -> dict[str, object]:
    return {"id": "a-1", "title": "Iron", "duration": 198.44, "image_url": "https://x/c"} | more


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("place", ["resultJson", "response"])
def test_songs_are_read_from_either_place(place: str, as_text: bool) -> None:
    songs = {"data": [song(), song(id="a-2", title=None), song(id=None), 7]}
    data = {"state": "success", place: json.dumps(songs) if as_text else songs}
    record = JobMusicRecord.model_validate(data)
    assert [(one.audio_id, one.title) for one in record.tracks] == [("a-1", "Iron"), ("a-2", None)]
    assert record.tracks[0].image_url == "https://x/c"
    assert record.tracks[0].duration_seconds == 198.44


@pytest.mark.parametrize(
    ("state", "ids", "lacks"),
    [
        ("success", ["a-1", "a-2"], True),
        ("success", ["a-1", "a-3"], False),
        ("generating", ["a-1"], False),  # more may come
        ("success", [], False),
        ("success", ["a-1", None], False),  # which one that is, nobody knows
    ],
)
def test_that_a_track_is_not_there_is_said_only_when_it_is_certain(
    state: str, ids: list[str | None], lacks: bool
) -> None:
    songs = {"data": [song(id=one) for one in ids]}
    record = JobMusicRecord.model_validate({"state": state, "resultJson": json.dumps(songs)})
    assert record.lacks("a-3") is lacks


def test_a_callback_is_the_record_or_the_seeds_body() -> None:
    present = {"code": 200, "msg": "ok", "data": RECORDED}
    failed = {"code": 501, "msg": "no", "data": {**RECORDED, "resultJson": None, "state": "fail"}}
    seeds = {"code": 200, "msg": "ok", "data": {"task_id": "330a", "video_url": None}}
    for body in (present, failed, seeds):
        assert CallbackBody.parse(json.dumps(body).encode()).data.task_id == "330a"
