"""The demo, as ``make demo`` runs it: real rendering, a real callback, SimCord as Discord."""

import gc
import json
import logging
import re
import socket
import sys
import tempfile
from pathlib import Path

import aiohttp
import av
import pytest
import simcord

from bot import logs
from bot.command_line import _main, _parser
from bot.config import Config
from bot.demo import runner
from bot.demo.runner import (
    DemoFailed,
    _show_page,
    demo_config,
    keep_video,
    make_first_video,
    transcript,
)
from bot.demo.simulation import open_simulation
from bot.demo.web_page import open_page
from bot.services.viewer import Viewer
from tests.studio.studio_harness import write_wav

NEVER = 86_400.0


async def test_the_first_video_comes_by_callback_and_can_be_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.workers.rendering.worker")
    monkeypatch.chdir(tmp_path)
    polling = {"poll_first_seconds": NEVER, "poll_every_seconds": NEVER}
    config = demo_config(tmp_path / "demo", timing=polling)
    async with open_simulation(config) as stage:
        tracks = await stage.app.client.catalog.autocomplete(
            Viewer(stage.guild_id, 0, bool), "ferry"
        )
        await make_first_video(stage, min(tracks, key=lambda track: track.duration_seconds or 0))
        text = transcript(stage)
    assert caplog.text.count("called back with") == 1
    assert "Music Video:\n    Requested by @Mia" in text
    assert "[Music video: Night Ferry] ✅ Finished" in text
    assert "@Mia, your music video is ready: Night Ferry (0:08)" in text
    assert "http://127.0.0.1:" in text
    carried = "signed Mia & the Machines · watermark music.example · Bars · Wide (16:9)"
    assert f"{carried} · link until" in text
    video = keep_video(config)
    assert f"(attached: musicvideo.mp4, {video.stat().st_size:,} bytes)" in text
    assert video == tmp_path / "demo-data" / "night-ferry.mp4"
    assert keep_video(config) == video  # a second run finds the folder
    with av.open(str(video)) as file:
        assert file.streams.video[0].codec_context.name == "h264"
        assert file.streams.audio[0].codec_context.name == "aac"
        frames = sum(1 for _ in file.decode(video=0))
    assert frames > 200
    locked = tmp_path / "locked"
    locked.mkdir()
    (locked / "demo-data").touch()  # nothing can be put in there
    monkeypatch.chdir(locked)
    elsewhere = keep_video(config)
    assert elsewhere.read_bytes() == video.read_bytes()
    elsewhere.unlink()
    elsewhere.parent.rmdir()


async def test_a_refusal_in_the_page_does_not_spoil_the_end(tmp_path: Path) -> None:
    async with open_simulation(demo_config(tmp_path)) as stage:
        answer = await stage.member.slash(stage.channel, "musicvideo", task_id="what is this")
        assert answer.response is not None
        assert answer.response.ephemeral
        with pytest.raises(simcord.SetupError):
            await stage.member.slash(stage.channel, "branding show")
        shown = await stage.moderator.slash(stage.channel, "branding set", author="Max")
        assert shown.response is not None
        assert "Saved" in shown.response.content


def test_what_a_killed_demo_left_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[Path] = []

    async def nothing(config: Config, **_: object) -> None:
        used.append(config.studio.videos.parent)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(runner, "_run", nothing)
    monkeypatch.setattr(logs, "set_up", lambda _: None)
    (tmp_path / "musicvideo-demo-a1b2c3d4" / "videos").mkdir(parents=True)
    assert runner.run_demo(once=True, port=0) == 0
    gc.unfreeze()
    assert [folder.parent for folder in used] == [tmp_path]
    assert not list(tmp_path.iterdir())


async def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with open_simulation(demo_config(tmp_path)) as stage:
            with pytest.raises(DemoFailed, match=f"can't be served: .*port {port}"):
                await _show_page(stage, port)


async def test_the_page_leads_to_every_channel_of_both_servers(tmp_path: Path) -> None:
    async with (
        open_simulation(demo_config(tmp_path)) as stage,
        open_page(stage, 0) as url,
        aiohttp.ClientSession() as browser,
    ):
        async with browser.get(url) as response:
            page = await response.text()
        rooms = [room for server in stage.guilds for room in server.channels]
        found = re.findall(r'"url": "(http://127\.0\.0\.1:\d+/)#', page)
        assert len(rooms) == len(set(found)) == 11
        for address in found:
            async with browser.get(address) as response:
                assert response.status == 200
                ours = url.rpartition("/")[0].rpartition("/")[0]
                assert ours in response.headers["Content-Security-Policy"]
                assert "X-Frame-Options" not in response.headers
        async with browser.get(f"{url}news") as response:
            assert set(await response.json()) == {str(room.channel.id) for room in rooms}
        async with browser.get(url.rpartition("/")[0].rpartition("/")[0] + "/news") as response:
            assert response.status == 404  # only who knows the address acts as these people


async def test_a_messages_menu_is_used_from_the_page(tmp_path: Path) -> None:
    async with (
        open_simulation(demo_config(tmp_path)) as stage,
        open_page(stage, 0) as url,
        aiohttp.ClientSession() as browser,
    ):
        (track, *_) = await stage.app.client.catalog.autocomplete(
            Viewer(stage.guild_id, 0, bool), "ferry"
        )
        new_request = {
            "room": str(stage.channel.id),
            "person": "Mia",
            "command": "Make a music video",
        }

        async def used() -> str:
            async with browser.post(f"{url}menu", json=new_request) as response:
                return str(await response.json())

        assert "Write a message first" in await used()
        await stage.member.send(stage.channel, f"{track.task_id} {track.audio_id}")
        assert await used() == ""
        assert "Requested by" in transcript(stage)
        async with browser.get(url) as response:
            (menu,) = re.findall(r"const menu = (.*);", await response.text())
            assert "Make a music video" in json.loads(menu)


async def test_people_of_both_servers_act_each_in_their_language(tmp_path: Path) -> None:
    async with open_simulation(demo_config(tmp_path)) as stage:
        german = stage.guilds[1].channels[0]
        lena = german.viewers[0]
        assert isinstance(lena, simcord.MemberActor)
        private = await lena.slash(german.channel, "musicvideo", task_id="was ist das")
        assert private.response is not None
        assert private.response.content.startswith("Zu „was ist das“ passt hier kein Song.")
        (aiko,) = (one for one in stage.guilds[0].channels[0].viewers if one.name == "Aiko")
        assert isinstance(aiko, simcord.MemberActor)
        private = await aiko.slash(stage.channel, "musicvideo", task_id="x y")
        assert private.response is not None
        assert "「x y」に合う曲はここにありません" in private.response.content
        song = ("rain.wav", write_wav(tmp_path / "rain.wav").read_bytes())
        asked = await stage.member.slash(stage.channel, "track add", file=song)
        assert asked.response is not None
        brought = await stage.member.click(asked.response, label="Yes, this is mine to share")
        assert brought.response is not None
        assert "**rain** · 0:01" in brought.response.content


async def test_each_server_is_named_in_the_language_that_it_speaks(tmp_path: Path) -> None:
    async with open_simulation(demo_config(tmp_path), "de") as stage:
        first, second, direct = stage.guilds
        assert [first.name, second.name, direct.name] == [
            "Musikfreunde",
            "Music community",
            "Direktnachrichten",
        ]
        assert [first.channels[0].name, second.channels[0].name] == ["musikvideos", "music-videos"]
        assert first.channels[1].topic == "Ein Thread in #musikvideos"
        mia, lena = first.channels[0].viewers[0], second.channels[0].viewers[0]
        assert isinstance(mia, simcord.MemberActor)
        assert isinstance(lena, simcord.MemberActor)
        private = await mia.slash(first.channels[0].channel, "musicvideo", task_id="was ist das")
        assert private.response is not None
        assert "passt hier kein Song" in private.response.content
        private = await lena.slash(second.channels[0].channel, "musicvideo", task_id="what is this")
        assert private.response is not None
        assert "No song here fits" in private.response.content


def test_without_simcord_the_demo_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "bot.demo", None)
    assert _main(_parser().parse_args(["demo"])) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "make demo" in message
