"""The wheel, built once and run from an empty folder: whoever installs it has no checkout."""

import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from email import message_from_string
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.supply.lock import ROOT

NOWHERE: Final = "http://127.0.0.1:9"
"""Discord's address, where nothing listens: no test asks Discord itself."""

_LOADS: Final = """
import asyncio, json, sys
from importlib import resources
from pathlib import Path
import bot
from bot.i18n.texts import LOCALES, translate
from bot.store import Store

async def opened():
    async with Store.open(Path("bot.db")):
        pass

asyncio.run(opened())
json.loads((resources.files("bot.studio.http") / "openapi.json").read_text("utf-8"))
print(Path(bot.__file__).parents[1])
print(len({translate("command-track", locale) for locale in LOCALES}))
"""


class Installation(NamedTuple):
    """A virtual environment with the wheel in it, and an empty folder to run it in."""

    wheel: Path
    programs: Path
    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the program that the wheel brings, as a host does."""
        return self.started(str(self.programs / "musicvideo-bot"), *words)

    def started(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a program in the empty folder, without the checkout in sight."""
        environment = {"PATH": os.environ["PATH"], "MUSICVIDEO_DISCORD__API_URL": NOWHERE}
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=environment, cwd=self.folder
        )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Build the wheel with the locked tools, and install it beside the locked packages."""
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (wheel,) = made.glob("*.whl")
    venv, folder = made / "venv", made / "empty"
    folder.mkdir()
    create = [sys.executable, "-m", "venv", "--without-pip", str(venv)]
    subprocess.run(create, check=True, capture_output=True)
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    install = [*uv, "--no-index", "--python", str(venv / "bin/python"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # A .pth file inside of that folder, such as the one that leads to the checkout, isn't followed.
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Installation(wheel, venv / "bin", folder)


def test_the_wheel_has_all_that_the_bot_reads_and_no_tests(installation: Installation) -> None:
    with zipfile.ZipFile(installation.wheel) as wheel:
        names = set(wheel.namelist())
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        told = message_from_string(wheel.read(metadata).decode())
    read = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "cogs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in read} >= {".py", ".ftl", ".sql", ".json", ".html"}
    assert read - names == set()
    beside = {name for name in names - read if ".dist-info/" not in name}
    assert beside == {"bot/config/config.example.toml"}
    about = {name.partition(".dist-info/licenses/")[2] for name in names} - {""}
    assert about == {"LICENSE", "docs/licences.md"}
    assert set(told.get_all("Provides-Extra", [])) == {"cluster", "demo"}
    fonts = [need for need in told.get_all("Requires-Dist", []) if "fonts" in need]
    assert len(fonts) == 2


def test_the_wheel_runs_in_an_empty_folder(installation: Installation) -> None:
    assert "example-config" in installation.run("--help").stdout
    done = installation.started(str(installation.programs / "python"), "-c", _LOADS)
    where, texts = done.stdout.split()
    assert Path(where).is_relative_to(installation.programs.parent), "it is not the wheel's"
    assert texts == "6"


def test_the_check_of_a_wheel_finds_fonts_studio_and_database(installation: Installation) -> None:
    written = installation.run("example-config", "config.toml")
    assert (written.returncode, written.stderr) == (0, "")
    done = installation.run("check")
    good = set(re.findall(r"^(?:✔|ok) ([\w ]+):", done.stdout, re.MULTILINE))
    assert {"configuration", "database", "fonts", "studio"} <= good, done.stdout + done.stderr
