"""What a client of the vendor's present contract may count on, checked on both sides.

The client here is written from the contract alone: it uses nothing of the bot's.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.contract_side import WEBHOOK_KEY, Answer, Json, Side, cloud_side, studio_side
from tests.studio.studio_harness import until

CREATE = "/api/v1/jobs/createTask"
RECORD = "/api/v1/jobs/recordInfo"
MODEL = "ai-music-api/create-music-video"
FIELDS = {
    "taskId",
    "model",
    "state",
    "param",
    "resultJson",
    "failCode",
    "failMsg",
    "costTime",
    "completeTime",
    "createTime",
    "creditsConsumed",
}
SONG_FIELDS = {"id", "title", "duration", "audio_url", "image_url", "tags"}


@pytest.fixture(params=["studio", "cloud"])
async def side(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Side]:
    opened = studio_side if request.param == "studio" else cloud_side
    async with opened(tmp_path, contract="jobs") as made:
        yield made


def create_of(side: Side, **given: object) -> Json:
    """Return the body of a create; what is changed to None is left out."""
    everything = {"task_id": side.task_id, "audio_id": side.audio_ids[0]} | given
    return {
        "model": MODEL,
        "callBackUrl": side.callback_url,
        "input": {name: value for name, value in everything.items() if value is not None},
    }


async def create(side: Side, **given: object) -> Answer:
    return await side.call("POST", CREATE, json=create_of(side, **given))


async def record(side: Side, task_id: str) -> Json:
    data = (await side.call("GET", RECORD, params={"taskId": task_id})).data
    assert isinstance(data, dict)
    return data


async def ended(side: Side, task_id: str) -> Json:
    async def has_ended() -> bool:
        return (await record(side, task_id))["state"] in ("success", "fail")

    await until(has_ended)
    return await record(side, task_id)


async def test_a_create_is_answered_with_a_new_id(side: Side) -> None:
    answer = await create(side, author="x" * 50, domain_name="y" * 50)
    assert (answer.status, answer.code, answer.envelope["msg"]) == (200, 200, "success")
    assert set(answer.data) == {"taskId", "recordId"}
    assert answer.data["taskId"] == answer.data["recordId"]
    assert re.fullmatch(r"[0-9a-f]{32}", answer.data["taskId"])


async def test_a_video_is_made_and_looked_up(side: Side) -> None:
    task_id = (await create(side, author="Ada")).data["taskId"]
    begun = await record(side, task_id)
    assert set(begun) == FIELDS
    assert begun["state"] in ("waiting", "queuing", "generating", "success")
    done = await ended(side, task_id)
    assert (done["state"], done["failCode"], done["failMsg"]) == ("success", None, None)
    assert (done["taskId"], done["model"]) == (task_id, MODEL)
    assert isinstance(done["completeTime"], int)
    param = json.loads(done["param"])
    assert (param["callBackUrl"], param["model"]) == (side.callback_url, MODEL)
    given = json.loads(param["input"])
    assert given["task_id"] == side.task_id
    assert given["audio_id"] == side.audio_ids[0]
    (url,) = json.loads(done["resultJson"])["resultUrls"]
    async with side.session.get(url) as response:
        assert (response.status, response.content_type) == (200, "video/mp4")
        assert (await response.read())[4:8] == b"ftyp"


async def test_a_callback_is_the_record(side: Side) -> None:
    task_id = (await create(side)).data["taskId"]
    body, headers = await side.called_back()
    told = (body["code"], body["data"]["taskId"], body["data"]["state"])
    assert told == (200, task_id, "success")
    assert set(body["data"]) == FIELDS
    signed = f"{task_id}.{headers['X-Webhook-Timestamp']}".encode()
    digest = hmac.new(WEBHOOK_KEY.encode(), signed, hashlib.sha256).digest()
    assert headers["X-Webhook-Signature"] == base64.b64encode(digest).decode()


async def test_a_failure_is_told_twice(side: Side) -> None:
    task_id, audio_id = side.broken
    made = (await create(side, task_id=task_id, audio_id=audio_id)).data["taskId"]
    if side.break_video:
        await side.break_video(made)
    done = await ended(side, made)
    assert (done["state"], done["resultJson"], done["failCode"]) == ("fail", None, "400")
    assert done["failMsg"]
    body, _ = await side.called_back()
    assert (body["code"], body["msg"]) == (501, done["failMsg"])
    assert (body["data"]["taskId"], body["data"]["state"]) == (made, "fail")


async def test_a_music_task_lists_its_songs(side: Side) -> None:
    data = await record(side, side.task_id)
    assert (data["state"], data["model"]) == ("success", "ai-music-api/generate")
    songs = json.loads(data["resultJson"])["data"]
    assert [song["id"] for song in songs] == side.audio_ids
    assert set(songs[0]) >= SONG_FIELDS
    assert songs[0]["title"] == "Iron Man"
    assert songs[0]["duration"] > 0


async def test_an_unknown_id_is_refused_in_words(side: Side) -> None:
    answer = await side.call("GET", RECORD, params={"taskId": "0" * 32})
    assert (answer.status, answer.code, answer.data) == (200, 422, None)
    assert "null" in answer.envelope["msg"]


async def test_an_unknown_track_does_not_exist(side: Side) -> None:
    answer = await create(side, task_id="0" * 32)
    assert (answer.status, answer.code, answer.data) == (200, 422, None)


BROKEN: list[dict[str, Any]] = [
    {"model": "ai-music-api/another"},
    {"model": None},
    {"input": None},
    {"input": {"task_id": "t"}},
    {"input": {"audio_id": "a"}},
]


@pytest.mark.parametrize("changes", BROKEN, ids=str)
async def test_what_does_not_fit_is_refused(side: Side, changes: dict[str, object]) -> None:
    body = create_of(side) | changes
    answer = await side.call("POST", CREATE, json=body)
    assert (answer.status, answer.code, answer.data) == (200, 422, None)


@pytest.mark.parametrize("name", ["author", "domain_name"])
async def test_a_branding_that_is_too_long_is_refused(side: Side, name: str) -> None:
    answer = await create(side, **{name: "x" * 51})
    assert (answer.status, answer.code, answer.data) == (200, 422, None)


@pytest.mark.parametrize(("method", "path"), [("POST", CREATE), ("GET", RECORD)])
async def test_a_wrong_key_opens_nothing(side: Side, method: str, path: str) -> None:
    answer = await side.call(
        method,
        path,
        params={"taskId": side.task_id},
        headers={"Authorization": f"Bearer {side.key}x"},
        json=create_of(side) if method == "POST" else None,
    )
    assert (answer.status, answer.code, answer.data) == (200, 401, None)


async def test_the_twenty_first_create_is_too_often(side: Side) -> None:
    codes = [(await create(side)).code for _ in range(21)]
    assert codes[:20] == [200] * 20
    assert codes[20] == 429
