"""The studio's two contracts have one queue and one set of ids."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.studio.app import Studio
from tests.contract.contract_side import Side, studio_side
from tests.contract.test_jobs_contract import CREATE, RECORD, create, create_of, ended
from tests.studio.studio_harness import add_song, settings_in, until


@pytest.fixture
async def side(tmp_path: Path) -> AsyncIterator[Side]:
    async with studio_side(tmp_path, contract="jobs") as made:
        yield made


async def test_a_video_is_the_same_under_either(side: Side) -> None:
    first = (await side.submit()).data["taskId"]
    second = await create(side)
    assert (second.code, second.data["taskId"]) == (200, first)
    assert (await side.submit()).data == {"taskId": first}
    done = await ended(side, first)
    (url,) = json.loads(done["resultJson"])["resultUrls"]
    assert (await side.record(first))["response"] == {"videoUrl": url}


async def test_who_asked_first_is_called_back_in_their_own_shape(side: Side) -> None:
    first = (await side.submit()).data["taskId"]
    await create(side)
    body, _ = await side.called_back()
    assert body["data"] == {
        "task_id": first,
        "video_url": (await side.record(first))["response"]["videoUrl"],
    }


async def test_a_newcomer_to_a_ready_video_is_called_back_as_well(side: Side) -> None:
    first = (await side.submit()).data["taskId"]
    await side.called_back()
    other = f"{side.callback_url}?other"
    await side.call("POST", CREATE, json=create_of(side) | {"callBackUrl": other})

    async def has_both() -> bool:
        return len(side.callbacks) == 2

    await until(has_both)
    body, _ = side.callbacks[1]
    assert (body["data"]["taskId"], body["data"]["state"]) == (first, "success")


async def test_no_address_for_callbacks_is_needed(side: Side) -> None:
    body = create_of(side)
    del body["callBackUrl"]
    answer = await side.call("POST", CREATE, json=body)
    done = await ended(side, answer.data["taskId"])
    assert done["state"] == "success"
    assert "callBackUrl" not in json.loads(done["param"])
    assert side.callbacks == []


async def test_a_server_s_own_song_is_told_to_nobody_else(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    song = add_song(settings, "Own", owner="7")
    async with Studio.open(settings) as studio, aiohttp.ClientSession() as session:
        for owner, code in (("7", 200), ("8", 422)):
            headers = {"Authorization": f"Bearer {studio.key}", "X-Studio-Owner": owner}
            url = f"{studio.base_url}{RECORD}?taskId={song.task_id}"
            async with session.get(url, headers=headers) as response:
                assert (await response.json())["code"] == code
