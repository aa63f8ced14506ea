"""What a client may count on, checked on both sides so that they can't drift apart.

The rules are the vendor's documentation and recorded answers (see ``bot.video_api``).
"""

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.jobs import FailureReason
from bot.video_api import (
    CREDIT_PATH,
    MUSIC_PATH,
    SIGNATURE_HEADER,
    SUBMIT_PATH,
    TIMESTAMP_HEADER,
    VIDEO_PATH,
    ApiRefused,
    CallbackBody,
    Mp4MusicRecord,
    Mp4Record,
    Mp4Submission,
    MusicVideoApi,
    is_signed,
)
from tests.contract.contract_side import WEBHOOK_KEY, Side, cloud_side, studio_side

RECORD_FIELDS = {
    "taskId",
    "musicId",
    "callbackUrl",
    "musicIndex",
    "completeTime",
    "response",
    "successFlag",
    "createTime",
    "errorCode",
    "errorMessage",
}
MUSIC_FIELDS = {"taskId", "status", "type", "errorCode", "errorMessage", "response"}
TRACK_FIELDS = {
    "id",
    "audioUrl",
    "streamAudioUrl",
    "imageUrl",
    "prompt",
    "modelName",
    "title",
    "tags",
    "createTime",
    "duration",
}
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


@pytest.fixture(params=["studio", "cloud"])
async def side(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Side]:
    opened = studio_side if request.param == "studio" else cloud_side
    async with opened(tmp_path) as made:
        yield made


def client_of(side: Side) -> MusicVideoApi:
    return MusicVideoApi(
        side.session,
        base_url=side.base_url,
        key=side.key,
        user_agent="musicvideo-bot/1",
        submit_timeout_seconds=30,
    )


async def test_a_submit_is_answered_with_a_new_id(side: Side) -> None:
    answer = await side.submit(author="x" * 50, domainName="y" * 50)
    assert (answer.status, answer.code, answer.envelope["msg"]) == (200, 200, "success")
    assert set(answer.data) == {"taskId"}
    assert re.fullmatch(r"[0-9a-f]{32}", answer.data["taskId"])
    assert answer.data["taskId"] != side.task_id


async def test_a_video_is_made_and_looked_up(side: Side) -> None:
    video_task_id = (await side.submit()).data["taskId"]
    begun = await side.record(video_task_id)
    assert set(begun) == RECORD_FIELDS
    ended = await side.ended(video_task_id)
    assert set(ended) == RECORD_FIELDS
    assert (ended["successFlag"], ended["errorCode"], ended["errorMessage"]) == (
        "SUCCESS",
        None,
        None,
    )
    assert (ended["taskId"], ended["musicId"]) == (video_task_id, side.audio_ids[0])
    assert (ended["callbackUrl"], ended["musicIndex"]) == (side.callback_url, 0)
    assert TIME.fullmatch(ended["createTime"])
    assert TIME.fullmatch(ended["completeTime"])
    async with side.session.get(ended["response"]["videoUrl"]) as response:
        assert (response.status, response.content_type) == (200, "video/mp4")
        assert (await response.read())[4:8] == b"ftyp"


async def test_a_callback_tells_of_the_end(side: Side) -> None:
    video_task_id = (await side.submit()).data["taskId"]
    body, headers = await side.called_back()
    record = await side.record(video_task_id)
    assert body == {
        "code": 200,
        "msg": "success",
        "data": {"task_id": video_task_id, "video_url": record["response"]["videoUrl"]},
    }
    assert headers["Content-Type"].startswith("application/json")
    timestamp, signature = headers[TIMESTAMP_HEADER], headers[SIGNATURE_HEADER]
    assert is_signed(WEBHOOK_KEY, video_task_id, timestamp, signature, now=time.time())


async def test_a_failure_is_told_twice(side: Side) -> None:
    task_id, audio_id = side.broken
    video_task_id = (await side.submit(taskId=task_id, audioId=audio_id)).data["taskId"]
    if side.break_video:
        await side.break_video(video_task_id)
    record = await side.ended(video_task_id)
    assert record["successFlag"] == "GENERATE_MP4_FAILED"
    assert (record["errorCode"], record["response"]) == (400, None)
    assert record["errorMessage"]
    body, _ = await side.called_back()
    assert (body["code"], body["msg"]) == (400, record["errorMessage"])
    assert body["data"] == {"task_id": video_task_id, "video_url": None}


async def test_a_failed_video_may_be_asked_for_again(side: Side) -> None:
    task_id, audio_id = side.broken
    first = (await side.submit(taskId=task_id, audioId=audio_id)).data["taskId"]
    if side.break_video:
        await side.break_video(first)
    await side.ended(first)
    again = await side.submit(taskId=task_id, audioId=audio_id)
    assert again.code == 200
    assert again.data["taskId"] != first


async def test_a_track_has_one_video(side: Side) -> None:
    first = await side.submit(author="first")
    second = await side.submit(author="second")
    assert (second.status, second.code) == (200, 409)
    assert "already exists" in second.envelope["msg"]
    assert second.data == first.data
    other = await side.submit(audioId=side.audio_ids[1])
    assert other.code == 200
    assert other.data != first.data
    await side.ended(first.data["taskId"])
    assert (await side.submit()).data == first.data


async def test_an_unknown_track_does_not_exist(side: Side) -> None:
    answer = await side.submit(taskId="0" * 32)
    assert (answer.status, answer.envelope) == (
        200,
        {"code": 422, "msg": "Record does not exist", "data": None},
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"author": "x" * 51},
        {"domainName": "x" * 51},
        {"taskId": None},
        {"audioId": None},
        {"callBackUrl": None},
    ],
)
async def test_what_does_not_fit_is_refused(side: Side, changes: dict[str, object]) -> None:
    answer = await side.submit(**changes)
    assert (answer.status, answer.code, answer.data) == (200, 422, None)
    assert answer.envelope["msg"]


async def test_what_is_no_json_is_refused(side: Side) -> None:
    answer = await side.call("POST", SUBMIT_PATH, data=b"{")
    assert (answer.status, answer.code, answer.data) == (200, 400, None)


@pytest.mark.parametrize("path", [VIDEO_PATH, MUSIC_PATH, CREDIT_PATH, SUBMIT_PATH])
async def test_a_wrong_key_opens_nothing(side: Side, path: str) -> None:
    method = "POST" if path == SUBMIT_PATH else "GET"
    for key in ("", "Bearer", "Bearer ", f"Bearer {side.key}x", side.key, "Bearer é"):
        answer = await side.call(
            method,
            path,
            params={"taskId": side.task_id},
            headers={"Authorization": key},
            json=side.submission() if method == "POST" else None,
        )
        assert (answer.status, answer.code, answer.data) == (200, 401, None)


@pytest.mark.parametrize("path", [VIDEO_PATH, MUSIC_PATH])
async def test_an_unknown_id_is_null(side: Side, path: str) -> None:
    answer = await side.call("GET", path, params={"taskId": "0" * 32})
    assert (answer.status, answer.code, answer.data) == (200, 200, None)


async def test_a_music_task_lists_its_tracks(side: Side) -> None:
    answer = await side.call("GET", MUSIC_PATH, params={"taskId": side.task_id})
    assert answer.code == 200
    assert set(answer.data) == MUSIC_FIELDS
    assert (answer.data["taskId"], answer.data["status"]) == (side.task_id, "SUCCESS")
    tracks = answer.data["response"]["sunoData"]
    assert [set(track) for track in tracks] == [TRACK_FIELDS] * 2
    assert [track["id"] for track in tracks] == side.audio_ids
    assert tracks[0]["title"] == "Iron Man"
    assert tracks[0]["duration"] > 0
    assert len(Mp4MusicRecord.model_validate(answer.data).tracks) == 2


async def test_the_balance_is_a_number(side: Side) -> None:
    answer = await side.call("GET", CREDIT_PATH)
    assert answer.code == 200
    assert isinstance(answer.data, float)


async def test_the_twenty_first_submit_is_too_often(side: Side) -> None:
    codes = [(await side.submit()).code for _ in range(21)]
    assert codes[:20] == [200] + [409] * 19
    assert codes[20] == 429


async def test_the_bots_client_understands_it(side: Side) -> None:
    api = client_of(side)
    submission = Mp4Submission.model_validate(side.submission(author="Me"))
    video_task_id = await api.submit(submission)
    with pytest.raises(ApiRefused) as refused:
        await api.submit(submission)
    assert refused.value.reason is FailureReason.ALREADY_EXISTS
    assert refused.value.video_task_id == video_task_id
    with pytest.raises(ApiRefused) as refused:
        await api.submit(submission.model_copy(update={"task_id": "0" * 32}))
    assert refused.value.reason is FailureReason.NOT_FOUND
    record = Mp4Record.model_validate(await side.ended(video_task_id))
    assert record == await api.video(video_task_id)
    assert record.is_ready
    assert record.created_at
    assert await api.video("0" * 32) is None
    music = await api.music(side.task_id)
    assert music
    assert [track.audio_id for track in music.tracks] == side.audio_ids
    assert await api.credit() > 0
    body, _ = await side.called_back()
    callback = CallbackBody.model_validate(body)
    assert (callback.data.task_id, callback.data.video_url) == (video_task_id, record.video_url)
