"""The demo's third server, where videos cost credits: the bot is real, its API is a stand-in."""

import json
import re
from pathlib import Path

import aiohttp

from bot.demo.paid_api import BALANCE, PRICE, PaidApi
from bot.demo.paid_server import PREFIX, PaidServer, StudioAddress, paid_config
from bot.demo.runner import demo_config
from bot.demo.simulation import open_simulation, populate_paid
from bot.demo.web_page import open_page
from bot.services.viewer import Viewer
from bot.studio.app import Studio
from tests.loopback.people import until
from tests.studio.studio_harness import add_song, settings_in

KEY = "the studio's key"


async def test_a_video_is_paid_for_and_posted(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, key=KEY)
    task = add_song(settings, "Night Ferry")
    async with (
        Studio.open(settings) as studio,
        PaidApi.open(studio_url=studio.base_url, studio_key=KEY) as api,
        open_simulation(paid_config(tmp_path, api), populate=populate_paid) as stage,
    ):
        sam = stage.moderator
        before = await sam.slash(stage.channel, "credits show")
        assert before.response is not None
        assert f"**{BALANCE:g}** credits" in (before.response.embeds[0].description or "")
        ids = f"{task.task_id} {task.tracks[0].audio_id}"
        await stage.member.slash(stage.channel, "musicvideo", task_id=ids)
        await until(lambda: any("is ready" in one.content for one in stage.messages()), 60)
        assert api.balance == BALANCE - PRICE
        with_charge = await sam.slash(stage.channel, "credits show")
        assert with_charge.response is not None
        spent = [field.value or "" for field in with_charge.response.embeds[0].fields]
        assert "Videos charged: **1**" in "\n".join(spent)


async def test_who_has_no_key_or_no_credits_is_refused_as_by_the_api(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, key=KEY)
    async with (
        Studio.open(settings) as studio,
        PaidApi.open(studio_url=studio.base_url, studio_key=KEY) as api,
        aiohttp.ClientSession() as session,
    ):

        async def code(key: str) -> int:
            headers = {"Authorization": f"Bearer {key}"}
            url = f"{api.base_url}/api/v1/mp4/generate"
            async with session.post(url, json={}, headers=headers) as response:
                return int((await response.json())["code"])

        assert await code("another") == 401
        assert await code(api.key) == 422
        assert api.balance == BALANCE, "what was refused cost nothing"
        api.balance = PRICE / 2
        assert await code(api.key) == 402


async def test_the_page_shows_the_third_server_and_its_songs(tmp_path: Path) -> None:
    config = demo_config(tmp_path)
    async with open_simulation(config) as stage:
        tracks = await stage.app.client.catalog.autocomplete(
            Viewer(stage.guild_id, 0, bool), "ferry"
        )
        studio = StudioAddress(stage.app.provider_url, config.studio.key.get_secret_value())
        beside = PaidServer(tmp_path, studio, tracks, "en-US")
        async with (
            open_page(stage, 0, beside) as url,
            aiohttp.ClientSession() as browser,
        ):
            async with browser.get(url) as response:
                page = await response.text()
            (listed,) = re.findall(r"const servers = (.*);", page)
            third = json.loads(listed)[-1]
            assert third["name"] == "Music club (the host has an API key)"
            room = third["rooms"][0]
            assert room["id"].startswith(PREFIX)
            assert room["people"] == ["Nora", "Sam"]
            async with browser.get(room["url"].partition("#")[0]) as response:
                assert response.status == 200
            async with browser.get(f"{url}news") as response:
                assert (await response.json())[room["id"]]
            clicked = {"room": room["id"], "person": "Nora", "command": "Make a music video"}
            async with browser.post(f"{url}menu", json=clicked) as response:
                assert await response.json() == ""
