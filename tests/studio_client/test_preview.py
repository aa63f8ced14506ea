"""A branding is drawn by the studio where it runs, and by its code alone where it doesn't."""

from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from PIL import Image, ImageChops

from bot.jobs import Branding, RenderOptions, Shape, TrackInfo
from bot.providers._local_preview import LocalPreview
from bot.studio.app import Studio
from bot.studio.settings import StudioSettings
from bot.studio_client import StudioClient
from bot.studio_client.preview import PreviewFailed, RemotePreview
from tests.studio.studio_harness import add_song, settings_in

BRANDING = Branding(author="Mia", domain_name="music.example")


def image(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


async def test_the_studio_draws_on_a_tracks_cover_or_without_one(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    task = add_song(settings)
    known = TrackInfo(task_id=task.task_id, audio_id=task.tracks[0].audio_id)
    elsewhere = TrackInfo(task_id="0" * 32, audio_id="gone")
    async with Studio.open(settings) as studio, aiohttp.ClientSession() as session:
        preview_renderer = RemotePreview(
            StudioClient(session, base_url=studio.base_url, key=studio.key)
        )
        on_cover = image(await preview_renderer.render(BRANDING, known, 1))
        plain = image(await preview_renderer.render(BRANDING, elsewhere, 1))
        chosen = RenderOptions(look="wave", shape=Shape.TALL)
        tall = image(await preview_renderer.render(BRANDING, known, 1, chosen))
    assert on_cover.size == plain.size == (1280, 720)
    assert tall.size == (720, 1280)
    assert ImageChops.difference(on_cover, plain).getbbox() is not None


async def test_a_studio_that_does_not_answer_is_told() -> None:
    async with aiohttp.ClientSession() as session:
        preview_renderer = RemotePreview(
            StudioClient(session, base_url="http://127.0.0.1:1", key="")
        )
        with pytest.raises(PreviewFailed):
            await preview_renderer.render(BRANDING, None, 1)


async def test_a_cover_that_cannot_be_had_is_left_out() -> None:
    track = TrackInfo(task_id="t", audio_id="a", image_url="https://127.0.0.1:1/cover.jpg")
    async with LocalPreview.open(StudioSettings()) as preview_renderer:
        assert image(await preview_renderer.render(BRANDING, track, 1)).size == (1280, 720)


async def test_a_picture_that_can_not_be_drawn_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.studio.process.preview_process.TIMEOUT_SECONDS", 0.01)
    async with LocalPreview.open(StudioSettings()) as preview_renderer:
        with pytest.raises(PreviewFailed):
            await preview_renderer.render(BRANDING, None, 1)
