"""The wire format: what is read out of answers and callbacks, however oddly they are spelled."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.jobs import FailureReason
from bot.video_api import (
    ApiRefused,
    CallbackBody,
    Mp4MusicRecord,
    Mp4Record,
    Mp4Submission,
    failure_reason_for,
    sign,
)
from bot.video_api import is_signed as is_signed_by

KEY, ID, AT = "test-hmac-key", "091fbbaa1d20d47e9576ce84d5254b18", "1777379281"
SIGNATURE = "M5UtWLlE02yioxG/UfN6DCalCPI+BCLFsrnR5LR1qfM="
LINK = "https://videos.example/x.mp4"
HOUSE = settings(derandomize=True, deadline=None, max_examples=100)


def repr_start(value: object) -> str:
    return repr(value)[:40]


def is_signed(
    *, key: str = KEY, task_id: str = ID, at: str | None = AT, by: str | None, late: float = 0
) -> bool:
    return is_signed_by(key, task_id, at, by, now=int(AT) + late)


def test_the_documented_vector_is_signed_and_verified() -> None:
    assert sign(KEY, ID, AT) == SIGNATURE
    assert is_signed(by=SIGNATURE)


@pytest.mark.parametrize("late", [-300, -299.5, 0, 299.5, 300])
def test_a_signature_holds_for_five_minutes_either_way(late: float) -> None:
    assert is_signed(by=SIGNATURE, late=late)


@pytest.mark.parametrize("late", [-301, 301, 86400, -1e12])
def test_an_older_or_future_signature_is_a_replay(late: float) -> None:
    assert not is_signed(by=SIGNATURE, late=late)


@pytest.mark.parametrize(
    ("at", "by"),
    [
        (None, SIGNATURE),
        (AT, None),
        (AT, ""),
        ("", SIGNATURE),
        (f"{AT}.5", SIGNATURE),
        (f" {AT}", SIGNATURE),
        (f"{AT}\n", SIGNATURE),
        ("١٧٧٧٣٧٩٢٨١", SIGNATURE),
        ("soon", SIGNATURE),
        ("9" * 5000, SIGNATURE),
        (AT, SIGNATURE[:-1]),
        (AT, SIGNATURE + "="),
        (AT, f"{SIGNATURE}\n"),
        (AT, "not base64!"),
        (AT, "ünïcödé"),
        (AT, "\udcff" * 8),
        (AT, sign("another-key", ID, AT)),
        (AT, sign(KEY, "another-id", AT)),
        (AT, sign(KEY, ID, str(int(AT) + 1))),
    ],
)
def test_broken_and_foreign_signatures_are_refused(at: str | None, by: str | None) -> None:
    assert not is_signed(at=at, by=by)


@HOUSE
@given(at=st.none() | st.text(), by=st.none() | st.text(), key=st.text(min_size=1))
def test_no_header_whatever_raises(at: str | None, by: str | None, key: str) -> None:
    surrogates = any(0xD800 <= ord(sign_) <= 0xDFFF for sign_ in key)
    assert surrogates or not is_signed(key=key, at=at, by=by)


@pytest.mark.parametrize("names", [("task_id", "video_url"), ("taskId", "videoUrl")])
@pytest.mark.parametrize("code", [200, 0, None])
def test_a_callback_is_read_in_both_spellings(names: tuple[str, str], code: int | None) -> None:
    body = {"code": code, "msg": "success", "data": {names[0]: ID, names[1]: LINK}, "new": [1]}
    callback = CallbackBody.parse(json.dumps(body).encode())
    assert (callback.code, callback.data.task_id, callback.data.video_url) == (code, ID, LINK)


def test_a_failures_callback_has_no_link() -> None:
    body = {"code": 500, "msg": "Internal Error", "data": {"task_id": ID, "video_url": None}}
    assert CallbackBody.parse(json.dumps(body).encode()).data.video_url is None


BROKEN = [
    b"",
    b"not json",
    b'{"code": 200',
    b"\xff\xfe{}",
    b"null",
    b"7",
    b'"text"',
    b"[]",
    b"{}",
    b'{"data": null}',
    b'{"data": []}',
    b'{"data": {}}',
    b'{"data": {"task_id": null}}',
    b'{"data": {"task_id": 7}}',
    b'{"data": {"task_id": ""}}',
    b'{"data": {"task_id": "a b"}}',
    b'{"data": {"task_id": "a\\n"}}',
    b'{"data": {"task_id": "../x"}}',
    b'{"data": {"task_id": "\\ud800"}}',
    b'{"data": {"task_id": "' + b"x" * 10_000 + b'"}}',
    b'{"code": {}, "data": {"task_id": "x"}}',
    b'{"code": "many", "data": {"task_id": "x"}}',
    b'{"code": NaN, "data": {"task_id": "x"}}',
    b'{"code": ' + b"9" * 5000 + b', "data": {"task_id": "x y"}}',
    b"[" * 100_000,
    b'{"data":' * 50_000,
]


@pytest.mark.parametrize("body", BROKEN, ids=repr_start)
def test_a_body_that_is_no_callback_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - that is what the endpoint catches
        CallbackBody.parse(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=10,
)
ENVELOPE = st.fixed_dictionaries(
    {"data": st.fixed_dictionaries({}, optional={"task_id": JSON, "taskId": JSON, "x": JSON})},
    optional={"code": JSON, "msg": JSON},
)


@HOUSE
@given(
    st.binary(max_size=300)
    | (JSON | ENVELOPE).map(lambda value: json.dumps(value).encode())
    | ENVELOPE.map(lambda value: json.dumps(value).encode()[:-3])
)
def test_any_bytes_are_a_callback_or_a_value_error(body: bytes) -> None:
    try:
        callback = CallbackBody.parse(body)
    except ValueError:
        return
    assert 1 <= len(callback.data.task_id) <= 128
    assert callback.data.task_id.isascii()


RECORD_FIELDS = ("taskId", "musicId", "callbackUrl", "successFlag", "completeTime", "createTime")
RECORD = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys((*RECORD_FIELDS, "response", "errorCode", "errorMessage"), JSON),
)


@HOUSE
@given(RECORD)
def test_a_record_of_any_shape_is_read(data: dict[str, object]) -> None:
    record = Mp4Record.model_validate(data)
    assert not (record.is_ready and record.failure)
    assert record.completed_at is None or record.completed_at.tzinfo is not None


@HOUSE
@given(
    st.fixed_dictionaries(
        {"response": st.fixed_dictionaries({"sunoData": st.lists(JSON | RECORD, max_size=3)})}
    )
    | st.dictionaries(st.sampled_from(["taskId", "status", "response"]), JSON)
)
def test_a_music_record_of_any_shape_is_read(data: dict[str, object]) -> None:
    for track in Mp4MusicRecord.model_validate(data).tracks:
        assert track.audio_id


@pytest.mark.parametrize(
    "duration", [10**400, -5, 0, "nan", "inf", True, "long", None, [], 1e7], ids=repr_start
)
def test_an_odd_duration_costs_the_duration_only(duration: object) -> None:
    tracks = [{"id": "e231", "title": "Iron Man", "duration": duration}]
    (track,) = Mp4MusicRecord.model_validate({"response": {"sunoData": tracks}}).tracks
    assert track.title == "Iron Man"
    assert track.duration_seconds in (None, 1.0)


def test_a_tracks_fields_may_be_missing_and_one_without_an_id_is_passed_over() -> None:
    tracks = [{"id": "a"}, {"title": "no id"}, {"id": "b", "title": 7, "duration": "198.44"}, None]
    record = Mp4MusicRecord.model_validate({"response": {"sunoData": tracks}})
    assert [(t.audio_id, t.title, t.duration_seconds) for t in record.tracks] == [
        ("a", None, None),
        ("b", "7", 198.44),
    ]


def record(flag: str | None, url: object = LINK, **more: object) -> Mp4Record:
    return Mp4Record.model_validate(
        {"successFlag": flag, "response": {"videoUrl": url}, "taskId": ID} | more
    )


@pytest.mark.parametrize(
    ("flag", "url", "is_ready", "failure"),
    [
        ("SUCCESS", LINK, True, None),
        ("SUCCESS", None, False, None),
        ("PENDING", LINK, False, None),
        ("PENDING", None, False, None),
        ("CALLBACK_EXCEPTION", LINK, True, None),
        ("CALLBACK_EXCEPTION", None, False, None),
        ("NEVER_SEEN_BEFORE", LINK, False, None),
        (None, LINK, False, None),
        ("CREATE_TASK_FAILED", None, False, FailureReason.BUILD_FAILED),
        ("GENERATE_MP4_FAILED", LINK, False, FailureReason.BUILD_FAILED),
    ],
)
def test_a_flag_settles_a_video_or_leaves_it_open(
    flag: str | None, url: str | None, is_ready: bool, failure: FailureReason | None
) -> None:
    told = record(flag, url)
    assert (told.is_ready, told.failure) == (is_ready, failure)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (400, FailureReason.BUILD_FAILED),  # the audio's form; asking the host would not help
        (451, FailureReason.AUDIO_UNAVAILABLE),
        (500, FailureReason.BUILD_FAILED),
    ],
)
def test_why_a_video_failed_is_about_the_song(code: int, reason: FailureReason) -> None:
    told = record("GENERATE_MP4_FAILED", None, errorCode=code, errorMessage="No.")
    assert told.failure is reason


@pytest.mark.parametrize("response", [None, [], "text", 7, {"videoUrl": None}, {}])
def test_a_success_without_a_response_is_still_open(response: object) -> None:
    assert not record("SUCCESS", response=response).is_ready


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a.example/x y.mp4",
        "https://a.example/\n@everyone",
        "https://a.example/<@1>",
        "https://",
        "https://a.example/" + "x" * 5000,
        7,
        ["https://a.example"],
    ],
)
def test_a_link_that_no_person_should_open_is_none(url: object) -> None:
    assert record("SUCCESS", url).video_url is None


def test_both_spellings_of_the_link_are_read() -> None:
    assert record("SUCCESS", response={"video_url": LINK}).is_ready


@pytest.mark.parametrize("time", ["2025-01-01 00:10:00", "2025-01-01T00:10:00Z", 1735690200000])
def test_a_time_is_read_in_every_recorded_shape(time: object) -> None:
    expected = datetime(2025, 1, 1, 0, 10, tzinfo=UTC)
    assert record("SUCCESS", completeTime=time).completed_at == expected


def test_a_time_with_a_zone_keeps_it() -> None:
    told = record("SUCCESS", completeTime="2025-01-01T08:10:00+08:00").completed_at
    assert told == datetime(2025, 1, 1, 8, 10, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize("time", [None, "", "soon", [], 10**400, -(10**300), "9" * 5000, "²"])
def test_an_unreadable_time_is_none(time: object) -> None:
    assert record("SUCCESS", completeTime=time).completed_at is None


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        (400, "The body is not JSON", FailureReason.BAD_REQUEST),
        (401, "You do not have access permissions", FailureReason.WRONG_KEY),
        (402, "Credits insufficient", FailureReason.NO_CREDITS),
        (403, "", FailureReason.BLOCKED),
        (404, "Not Found", FailureReason.NOT_FOUND),
        (405, "", FailureReason.UNSUPPORTED),
        (405, "rate limit reached", FailureReason.TOO_OFTEN),
        (408, "", FailureReason.TIMED_OUT),
        (409, "The record already exists", FailureReason.ALREADY_EXISTS),
        (409, "", FailureReason.ALREADY_EXISTS),
        (413, "", FailureReason.TOO_LARGE),
        (422, "The mp4 record Already  Exists", FailureReason.ALREADY_EXISTS),
        (422, "Record does not exist", FailureReason.NOT_FOUND),
        (422, "author must have at most 50 characters", FailureReason.INVALID),
        (422, "Your call frequency is too high", FailureReason.TOO_OFTEN),
        (429, "Your call frequency is too high", FailureReason.TOO_OFTEN),
        (429, "The current credits are insufficient", FailureReason.NO_CREDITS),
        (430, "", FailureReason.TOO_OFTEN),
        (451, "", FailureReason.AUDIO_UNAVAILABLE),
        (455, "maintenance", FailureReason.MAINTENANCE),
        (500, "Server exception", FailureReason.SERVER_ERROR),
        (501, "", FailureReason.BUILD_FAILED),
        (505, "", FailureReason.UNSUPPORTED),
        (507, "", FailureReason.STUDIO_FULL),
        (508, "", FailureReason.STUDIO_NOT_WRITABLE),
        (531, "", FailureReason.SERVER_ERROR),
        (777, "already exists, they say", FailureReason.OTHER),
        (-1, "", FailureReason.OTHER),
    ],
)
def test_codes_and_words_are_sorted(code: int, message: str, reason: FailureReason) -> None:
    assert failure_reason_for(code, message) is reason
    assert ApiRefused(code, message).reason is reason


def test_a_submission_leaves_out_what_was_not_given() -> None:
    sent = Mp4Submission(task_id="t", audio_id="a", callback_url="https://x/cb").to_wire()
    assert sent == {"taskId": "t", "audioId": "a", "callBackUrl": "https://x/cb"}
    signed = Mp4Submission(
        task_id="t", audio_id="a", callback_url="u", author="Ada", domain_name="w.example"
    )
    assert signed.to_wire()["author"] == "Ada"
    assert signed.to_wire()["domainName"] == "w.example"


@pytest.mark.parametrize("author", ["x" * 51, "x" * 10_000])
def test_a_branding_that_the_api_would_refuse_is_not_sent(author: str) -> None:
    with pytest.raises(ValidationError):
        Mp4Submission(task_id="t", audio_id="a", callback_url="u", author=author)
