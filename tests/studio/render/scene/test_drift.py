"""The ground drifts under every look, calmly and without a seam, and leaves all over it alone."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.studio.render.scene import drift
from bot.studio.render.scene.drift import drift_frames
from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene
from bot.studio.render.scene.palette import contrast
from bot.studio.render.spec import Aspect, Look, look_names
from tests.studio.render.scene.test_pulse import scene
from tests.studio.songs import beats

DARK = np.zeros(300, np.uint8)


@pytest.fixture
def quick_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the ground move on in parts as short as these."""
    monkeypatch.setattr(drift, "STEP_SECONDS", 0.1)
    monkeypatch.setattr(drift, "_SHORTEST_SECONDS", 1.0)


def test_it_moves_on_twice_a_second_and_begins_anew_with_each_part() -> None:
    shown, phases = drift_frames([range(150), range(150, 300)], 30, DARK.copy())
    assert phases == 10
    assert np.diff(shown[:150].astype(int)).tolist().count(1) == 9
    assert (shown[:150] == shown[150:]).all()
    assert shown[0] == 0


def test_it_moves_on_where_the_light_is_dim_and_puts_that_out() -> None:
    light = np.resize(np.asarray([6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0], np.uint8), 300)
    shown, _ = drift_frames([range(300)], 30, lit := light.copy())
    moves = np.flatnonzero(np.diff(shown.astype(int))) + 1
    assert (lit[moves] == 0).all()
    assert (lit == light).all()
    busy = np.full(300, 5, np.uint8)
    moved, _ = drift_frames([range(300)], 30, busy)
    assert (busy[np.flatnonzero(np.diff(moved.astype(int))) + 1] == 0).all()


def test_a_short_clip_and_a_short_part_stand_still() -> None:
    assert drift_frames([range(60)], 30, np.zeros(60, np.uint8))[1] == 0
    shown, _ = drift_frames([range(24), range(24, 300)], 30, DARK.copy())
    assert not shown[:24].any()


def changed(art: Scene, phase: int) -> NDArray[np.int8]:
    assert art.drift is not None
    return art.drift.added(phase).y.astype(np.int8)


@pytest.mark.usefixtures("quick_drift")
@pytest.mark.parametrize("look", look_names())
def test_it_lives_in_every_look(tmp_path: Path, look: Look) -> None:
    _check_lively(tmp_path, look, "16:9")


@pytest.mark.usefixtures("quick_drift")
@pytest.mark.parametrize("look", ["bars", "record"])
@pytest.mark.parametrize("aspect", ["9:16", "1:1"])
def test_it_lives_in_every_shape(tmp_path: Path, look: Look, aspect: Aspect) -> None:
    _check_lively(tmp_path, look, aspect)


def _check_lively(folder: Path, look: Look, aspect: Aspect) -> None:
    art = scene(folder, beats(2.0), look, aspect)
    assert art.pulse is not None
    assert art.drift is not None
    steps = [changed(art, phase) for phase in range(art.drift.phases)]
    assert max(abs(step).max() for step in steps) >= 3
    assert not steps[0].any()
    canvas = FrameRenderer(art)
    moved = art.drift.phases // 2
    there = int(np.argmax((art.drift.shown == moved) & (art.pulse.shown == 0)))
    before, after = (canvas.render(at).to_ndarray().astype(int) for at in (0, there))
    rows, moving = art.drift.box.bottom, art.rasterizer.box
    difference = (after - before)[:rows] - steps[moved]
    difference[moving.top : moving.bottom, moving.left : moving.right] = 0
    assert not difference.any()


@pytest.mark.usefixtures("quick_drift")
def test_nothing_over_the_ground_changes_and_texts_stay_readable(tmp_path: Path) -> None:
    art = scene(tmp_path, beats(2.0))
    assert art.drift is not None
    luma = art.still.y[: art.drift.box.bottom]
    brightest = 0
    for phase in range(art.drift.phases):
        step = changed(art, phase)
        assert not step[luma > 200].any()  # the title's letters
        brightest = max(brightest, int((luma.astype(int) + step)[luma < 110].max()))
    grey = (brightest - 16) * 255 / 219
    assert contrast(np.full(3, 255.0), np.full(3, grey)) >= 4.5


def test_a_loop_has_no_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drift, "_SHORTEST_SECONDS", 1.0)
    monkeypatch.setattr(drift, "STEP_SECONDS", 0.05)  # twenty phases, as in ten seconds
    art = scene(tmp_path, beats(2.0))
    assert art.drift is not None
    steps = [changed(art, phase).astype(int) for phase in range(art.drift.phases)]
    assert len(steps) == 20
    for before, after in zip(steps, [*steps[1:], steps[0]], strict=True):
        assert abs(after - before).max() <= 5
