"""A canvas ends where it begins, and says nothing: seen on what a decoder shows."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from bot.studio.render.pipeline import MediaError, MediaErrorCode, RenderSpec, render
from bot.studio.render.spec import Look, RenderChoices
from bot.studio.settings import StudioSettings
from bot.studio.spec_builder import SceneTexts, render_spec
from tests.studio.songs import beats, pictures, wav

TEXTS = {"title": "Night", "artist": "The Band", "author": "Mia", "domain_name": "me.example"}


@pytest.mark.parametrize("look", ["bars", "record", "spectrogram"])  # one turns, one scrolls
def test_a_canvas_ends_where_it_begins(tmp_path: Path, look: Look) -> None:
    song, video = wav(tmp_path / "a.wav", beats(6.0)), tmp_path / "out.mp4"
    spec = RenderSpec(audio=song, look=look, canvas=True, length=3.0, resolution=360)
    result = render(spec, video)
    shown = [picture.astype(np.float32) for picture in pictures(video)]
    assert (result.width, result.height, len(shown)) == (360, 640, 90)
    changes = [float(np.abs(one - other).mean()) for one, other in pairwise(shown)]
    seam = float(np.abs(shown[-1] - shown[0]).mean())
    # As much as two pictures of a quiet moment differ by, and both were encoded by themselves.
    assert seam < max(1.0, 2 * float(np.median(changes)))  # of 255
    assert max(changes) > 2 * seam  # the beats are elsewhere, and they are seen


def test_a_canvas_has_neither_words_nor_sound(tmp_path: Path) -> None:
    song, cover = wav(tmp_path / "a.wav", beats(4.2)), tmp_path / "cover.png"
    Image.new("RGB", (300, 300), (10, 60, 160)).save(cover)
    bare = RenderSpec(audio=song, canvas=True, cover=cover, start=0, length=3.0, resolution=240)
    made = []
    for number, texts in enumerate(({}, {**TEXTS, "intro": "Hello", "outro": "Bye"})):
        video = tmp_path / f"{number}.mp4"
        render(RenderSpec.model_validate({**dict(bare), **texts}), video)
        made.append(pictures(video))
        with av.open(str(video)) as container:
            assert not container.streams.audio
            assert not container.streams.subtitles
    assert all((one == other).all() for one, other in zip(*made, strict=True))


@pytest.mark.parametrize(("length", "seconds"), [(None, 8.0), (60.0, 8.0), (3.0, 3.0)])
def test_a_canvas_has_three_to_eight_seconds(
    tmp_path: Path, length: float | None, seconds: float
) -> None:
    song, video = wav(tmp_path / "a.wav", beats(9.5)), tmp_path / "out.mp4"
    settings = StudioSettings(library=tmp_path, videos=tmp_path)
    chosen = RenderChoices(aspect="canvas", length=length)
    spec = render_spec(settings, SceneTexts(**TEXTS), chosen, audio=song)
    result = render(spec.model_copy(update={"resolution": 240}), video)
    assert result.duration_seconds == seconds
    assert (result.width, result.height) == (240, 426)


def test_too_short_a_song_makes_none(tmp_path: Path) -> None:
    song = wav(tmp_path / "a.wav", beats(3.0))
    with pytest.raises(MediaError) as caught:
        render(RenderSpec(audio=song, canvas=True), tmp_path / "out.mp4")
    assert caught.value.reason is MediaErrorCode.TOO_SHORT
