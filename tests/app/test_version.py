"""Which version runs is told the same way wherever somebody looks for it."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.command_line import _parser
from bot.version import NAME, VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_it_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["version"]) == (NAME, VERSION)


def test_the_changelog_knows_it() -> None:
    assert f"\n## [{VERSION}] " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_command_line_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        _parser().parse_args(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"{NAME} {VERSION}\n"


def test_the_first_line_of_the_log_tells_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},  # it ends at once, without a token
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    # Written by a thread of its own: what is no line of the log may come before it.
    first = next(line for line in done.stderr.splitlines() if " bot." in line)
    assert f" INFO    bot.command_line: {NAME} {VERSION} on Python 3" in first
