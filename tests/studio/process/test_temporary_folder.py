"""Temporary folders of killed processes are cleared away, and nobody else's."""

import errno
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.studio.process.temporary_folder import temporary_folder

PREFIX = ".draft-"
HOLDER = f"""
import sys
from pathlib import Path
from bot.studio.process.temporary_folder import temporary_folder
with temporary_folder({PREFIX!r}, Path(sys.argv[1])) as folder:
    (folder / "a").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_a_folder_is_cleared_once_its_process_was_killed_and_not_before(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        held = Path(holder.stdout.readline().strip())
        with temporary_folder(PREFIX, tmp_path) as own:
            assert set(tmp_path.iterdir()) == {held, own}
        holder.kill()
    assert list(tmp_path.iterdir()) == [held]
    with temporary_folder(PREFIX, tmp_path) as own:
        (own / "b").touch()
        assert list(tmp_path.iterdir()) == [own]
    assert not list(tmp_path.iterdir())


def test_what_is_not_a_leftover_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (tmp_path / ".draft-link0000").symlink_to(elsewhere)
    (tmp_path / ".draft-file0000").touch()
    for name in (
        ".draft-longer_than_that",
        ".draft-Capitals",
        "x.draft-00000000",
        ".draft-theirs00",
    ):
        (tmp_path / name).mkdir()
    before = set(tmp_path.iterdir())
    with temporary_folder(PREFIX, tmp_path, is_ours=lambda path: "theirs" not in path.name):
        pass
    assert set(tmp_path.iterdir()) == before
    assert list(elsewhere.iterdir()) == [elsewhere / "kept"]


def test_without_locks_a_folder_is_cleared_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    old, new, used = (tmp_path / f"{PREFIX}{name}00000" for name in ("old", "new", "use"))
    for folder in (old, new, used):
        folder.mkdir()
        (folder / "a").touch()
    yesterday = time.time() - 90_000
    for path in (old / "a", old, used):
        os.utime(path, (yesterday, yesterday))
    with temporary_folder(PREFIX, tmp_path) as own:
        assert set(tmp_path.iterdir()) == {new, used, own}
