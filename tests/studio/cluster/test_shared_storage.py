"""Shared files through fsspec: in a folder, and in memory, which is like an object store."""

from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pytest

from bot.studio.cluster.shared_storage import SharedStorage, StorageUnavailable

NOW = 1_800_000_000.0
DAY = 86_400.0


@pytest.fixture(params=["memory://club", "file", "plain path"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "memory://club":
        return str(request.param)
    shared = tmp_path / "shared"
    shared.mkdir()
    return shared.as_uri() if request.param == "file" else str(shared)


def paths_in(url: str) -> list[str]:
    files, root = fsspec.url_to_fs(url)
    return list(files.find(root)) if files.exists(root) else []


def test_files_travel_and_leave_nothing_behind(url: str, tmp_path: Path) -> None:
    song, back = tmp_path / "song", tmp_path / "back"
    song.write_bytes(b"la la la")
    here, there = SharedStorage(url), SharedStorage(url)
    here.sweep(NOW)  # an empty one
    folder = here.make_folder(NOW)
    here.put(song, folder, "audio")
    there.get(folder, "audio", back)
    assert back.read_bytes() == b"la la la"
    here.remove(folder)
    here.remove(folder)
    assert paths_in(url) == []
    with pytest.raises(StorageUnavailable, match="can't be used"):
        there.get(folder, "audio", back)


def test_only_old_folders_of_ours_are_swept(url: str, tmp_path: Path) -> None:
    song = tmp_path / "song"
    song.touch()
    storage = SharedStorage(url)
    old, new = storage.make_folder(NOW - 8 * DAY), storage.make_folder(NOW - 6 * DAY)
    files, root = fsspec.url_to_fs(url)
    files.makedirs(f"{root}/musicvideo-holiday")
    for folder in (old, new, "musicvideo-holiday"):
        storage.put(song, folder, "audio")
    storage.sweep(NOW)
    left = " ".join(paths_in(url))
    assert old not in left
    assert new in left
    assert "holiday" in left


def test_a_folder_that_is_not_mounted_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    with pytest.raises(StorageUnavailable, match="No such file"):
        SharedStorage(missing.as_uri()).sweep(NOW)
    assert not missing.exists()


def test_an_address_that_nothing_serves_is_told() -> None:
    with pytest.raises(StorageUnavailable, match="gopher"):
        SharedStorage("gopher://old")
