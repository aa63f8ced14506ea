"""A render needs no library and no font of the system: all that it loads came with its packages."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.diagnostics.specimens import SPECIMENS
from bot.studio.render.spec import RenderSpec
from tests.studio import songs
from tests.studio.process.bare_system import NOT_PERMITTED, is_needed, is_pythons

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's maps")


def told_by(*modules: str, question: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a module with a question as the studio does, and return what it tells."""
    told = subprocess.run(
        [sys.executable, "-m", *modules],
        input=json.dumps(question) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if told.returncode == NOT_PERMITTED:
        pytest.skip(f"nothing can be hidden here: {told.stderr.strip()}")
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.fixture
def order(tmp_path: Path) -> dict[str, Any]:
    """Return the order of a video whose texts are in all scripts."""
    song = songs.write(tmp_path / "song.mp3", songs.beats(2), codec="libmp3lame")
    spec = RenderSpec(audio=song, title=" ".join(SPECIMENS.values()), artist="سلام", author="קול")
    return {"spec": spec.model_dump(mode="json"), "destination": str(tmp_path / "video.mp4")}


def test_a_render_loads_libraries_of_its_packages_only(order: dict[str, Any]) -> None:
    *_, done, last = told_by("tests.studio.process.mapped_worker", question=order)
    assert done["done"]["frames"] == 60
    libraries = [Path(name) for name in last["libraries"]]
    assert any("harfbuzz" in library.name for library in libraries)
    foreign = [file for file in libraries if not is_pythons(file) and not is_needed(file)]
    # Pillow looks for FriBiDi by itself whenever ImageDraw is imported, and does without it here.
    assert [file for file in foreign if not file.name.startswith("libfribidi.so")] == []


def test_a_render_needs_no_library_and_no_font_of_the_system(order: dict[str, Any]) -> None:
    *_, done = told_by(
        "tests.studio.process.bare_system", "bot.studio.process.render_process", question=order
    )
    assert done["done"]["frames"] == 60
    assert Path(order["destination"]).stat().st_size > 20_000


def test_all_scripts_are_drawn_where_the_system_has_no_library_and_no_font() -> None:
    (drawn,) = told_by(
        "tests.studio.process.bare_system", "bot.diagnostics.font_process", question={"fonts": []}
    )
    assert drawn == dict.fromkeys(SPECIMENS, True)
