"""A machine that the bot does not run on is told so in one line, never by a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import host_requirements
from bot.diagnostics.result import Level
from bot.diagnostics.system import of_system
from tests.support.installation import Host, installed, is_doubtful

ROOT = Path(__file__).resolve().parents[2]


def started(hidden: str, folder: Path, *, python: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line where a module can't be imported, and return how it ended."""
    (folder / "sitecustomize.py").write_text(
        f"import sys\n{python}\nsys.modules[{hidden!r}] = None\n", encoding="utf-8"
    )
    return subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        env={"PYTHONPATH": f"{folder}:{ROOT}"},
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
    )


@pytest.mark.parametrize("module", ["fcntl", "resource"])
def test_a_system_without_unix_modules_is_told_where_the_bot_runs(
    tmp_path: Path, module: str
) -> None:
    done = started(module, tmp_path)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert "Linux" in line
    assert "WSL" in line


def test_a_python_that_is_too_old_is_told(tmp_path: Path) -> None:
    done = started("tomllib", tmp_path, python="sys.version_info = (3, 10, 4, 'final', 0)")
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert "3.11 or newer" in line


@pytest.mark.parametrize("package", ["aiohttp", "pydantic", "discord"])
def test_a_package_that_is_not_installed_is_named(tmp_path: Path, package: str) -> None:
    done = started(package, tmp_path)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert package in line
    assert "make install" in line


def test_a_python_of_32_bits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert host_requirements.unmet_requirement() is None
    monkeypatch.setattr(host_requirements, "pointer_bits", lambda: 32)
    assert "64-bit" in str(host_requirements.unmet_requirement())


async def test_the_check_names_this_system(tmp_path: Path) -> None:
    async with installed(tmp_path) as host:
        found = await host.found("system")
    version = ".".join(map(str, sys.version_info[:3]))
    assert all(word in found.text for word in ("64 bit", f"Python {version}"))


@pytest.mark.parametrize(("version", "level"), [("29.1.3", Level.OK), ("20.10.5", Level.WARNING)])
async def test_the_check_names_the_docker_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, level: Level
) -> None:
    program = tmp_path / "docker"
    program.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    async with installed(tmp_path) as host:
        found = await _system_of(host)
    assert found == (True, level)


async def _system_of(host: Host) -> tuple[bool, Level]:
    found = await host.found("system")
    return "Docker " in found.text, found.level


def test_a_system_that_nobody_tried_is_a_warning() -> None:
    assert is_doubtful(of_system("Darwin 25", "darwin", ("", "")), "macOS", "nobody tested")
    assert is_doubtful(of_system("Linux", "linux", ("glibc", "2.27")), "glibc 2.28")
    assert of_system("Linux", "linux", ("glibc", "2.28")).level is Level.OK
    assert of_system("Linux", "linux", ("", "")).level is Level.OK
