"""The locked dependencies, read from the files that pip installs from."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
RUN: Final = ROOT / "requirements/run.txt"
CLUSTER: Final = ROOT / "requirements/cluster.txt"
DEV: Final = ROOT / "requirements/dev.txt"

_PIN: Final = re.compile(r"([a-z0-9-]+)(?:\[[^]]*\])?==([^\s;]+)(?: ; ([^\\]+?))? \\\n")
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA: Final = re.compile(r"# {1,3}(?:via )?([a-z0-9-]+)(?:\[[^]]*\])?(?: \(pyproject\.toml\))?$")

OURSELVES: Final = "musicvideo-bot"


@dataclass(frozen=True)
class Package:
    """One pinned package. ``marker`` says where it is installed, empty: everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """The package's URL (github.com/package-url)."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(path: Path) -> list[Package]:
    """Return what a file pins, in its order."""
    text = path.read_text(encoding="utf-8")
    pins = list(_PIN.finditer(text))
    ends = [pin.start() for pin in pins[1:]] + [len(text)]
    return [_package(pin, text[pin.end() : end]) for pin, end in zip(pins, ends, strict=True)]


def _package(pin: re.Match[str], rest: str) -> Package:
    found = (_VIA.search(line.strip()) for line in rest.splitlines() if "--hash" not in line)
    wanted_by = {match[1] for match in found if match} - {"via"}
    return Package(
        pin[1], pin[2], pin[3] or "", tuple(_HASH.findall(rest)), tuple(sorted(wanted_by))
    )
