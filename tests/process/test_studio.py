"""Without a key of the cloud: the bot's process makes the videos itself, and posts them."""

import math
import random
import re
import struct
import wave
from pathlib import Path
from typing import Any

import aiohttp

from tests.loopback.people import until
from tests.process.bot_process import run_command
from tests.process.conftest import SetUp
from tests.process.process_harness import ProcessHarness

RATE = 8000


def _busy(seconds: float) -> list[float]:
    """Return bursts of noise: much to see."""
    chance = random.Random(1)
    beats = (n // (RATE // 8) % 3 for n in range(round(seconds * RATE)))
    return [chance.uniform(-1, 1) * (0.1 + 0.4 * beat) for beat in beats]


TONE = [0.27 * math.sin(2 * math.pi * 440 * n / RATE) for n in range(2 * RATE)]


def _song(path: Path, sound: list[float]) -> Path:
    """Write a song of one channel."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", int(32_000 * value)) for value in sound))
    return path


async def _bring(stage: ProcessHarness, song: Path) -> None:
    """Add a song to the library by the command line, as a host does."""
    command = ("track", "--config", str(stage.bot.config), "add", str(song), "--title", "Tone")
    status, said = await run_command(*command, folder=stage.bot.folder)
    assert status == 0, said


async def _studio(
    set_up: SetUp, tmp_path: Path, *, callbacks: bool, sound: list[float] = TONE
) -> ProcessHarness:
    settings: dict[str, dict[str, Any]] = {
        "api": {"key": ""},
        "studio": {"library": str(tmp_path / "library"), "videos": str(tmp_path / "videos")},
        "timing": {"poll_first_seconds": 60.0, "poll_every_seconds": 1.0},
    }
    stage = await set_up(callbacks=callbacks, settings=settings, start=False)
    await _bring(stage, _song(tmp_path / "tone.wav", sound))
    await stage.bot.start_and_connect()
    return stage


async def _first_track(stage: ProcessHarness) -> str:
    choices = await stage.discord.complete(
        stage.member, stage.channel, "musicvideo", "task_id", task_id="tone"
    )
    return str(choices[0]["value"])


async def test_a_video_is_made_and_posted_as_a_file(set_up: SetUp, tmp_path: Path) -> None:
    stage = await _studio(set_up, tmp_path, callbacks=False)
    track = await _first_track(stage)
    await stage.ask(track, None, author="Ada", watermark="club.example")
    (end,) = await stage.ended(seconds=60)
    assert len(end.attachments) == 1, stage.describe()
    (file,) = end.attachments
    assert file.content[4:8] == b"ftyp"
    assert file.filename.endswith(".mp4")
    stage.discord.state.upload_limit = 1000
    other = stage.discord.channel(stage.guild, "other")
    asked = await stage.ask(track, None, channel=other)
    (end,) = await stage.ended(other, seconds=60)
    assert not end.attachments
    assert "larger" in end.text
    assert "Finished, later than expected" not in asked.text


async def test_a_video_is_made_to_fit_and_made_smaller_where_it_does_not(
    set_up: SetUp, tmp_path: Path
) -> None:
    stage = await _studio(set_up, tmp_path, callbacks=False, sound=_busy(12))
    track, world = await _first_track(stage), stage.discord.state
    world.upload_limit = 900_000
    await stage.ask(track, None)
    (end,) = await stage.ended(seconds=90)
    (whole,) = end.attachments
    assert len(whole.content) < world.upload_limit
    assert stage.bot.sizes() == [891_000]
    # Elsewhere less is taken, whatever the member's own account may send.
    world.told_limit, world.upload_limit = 500 << 20, len(whole.content) - 1
    other = stage.discord.channel(stage.guild, "other")
    asked = await stage.ask(track, None, channel=other)
    (end,) = await stage.ended(other, seconds=90)
    (smaller,) = end.attachments
    assert len(smaller.content) <= len(whole.content) // 2
    assert re.search(r"made smaller to fit here: \d+p, \d+ pictures", end.content)
    assert "Finished, later than expected" not in asked.text
    await until(lambda: stage.bot.states() == [("posted", "ready")] * 2, 30, stage.describe)
    # It is remembered: this one is not tried in vain.
    tries = len(stage.discord.called("POST /channels/{channel_id}/messages"))
    third = stage.discord.channel(stage.guild, "third")
    await stage.ask(track, None, channel=third)
    await stage.ended(third, seconds=60)
    assert len(stage.discord.called("POST /channels/{channel_id}/messages")) == tries + 1
    assert len(stage.bot.sizes()) == 2


async def test_with_a_public_address_a_link_is_posted_that_others_can_open(
    set_up: SetUp, tmp_path: Path
) -> None:
    stage = await _studio(set_up, tmp_path, callbacks=True)
    await stage.ask(await _first_track(stage), None)
    (end,) = await stage.ended(seconds=60)
    (link,) = [word for word in end.content.split() if word.startswith(stage.bot.callback_url)]
    async with aiohttp.ClientSession() as session, session.get(link) as answer:
        assert answer.status == 200
        assert (await answer.read())[4:8] == b"ftyp"
    await until(lambda: stage.bot.states() == [("posted", "ready")], 30, stage.describe)
    assert stage.bot.sizes() == [None]  # behind a link it may have any
