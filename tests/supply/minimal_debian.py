"""The demo in a minimal Debian, once for each Python at hand: ``make minimal`` (root, minutes).

The tree is what ``debootstrap --variant=minbase`` makes, with what Python itself links to, as in
``python:3.12-slim``, and the packages that the Dockerfile adds. Nothing else is there: a library or
a font that the bot needed besides would be missing.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.supply.lock import ROOT

RELEASE: Final = "bookworm"  # as the Dockerfile's base
PYTHON_NEEDS: Final = (
    "ca-certificates", "netbase", "tzdata", "libbz2-1.0", "libcrypt1", "libdb5.3", "libexpat1",
    "libffi8", "liblzma5", "libncursesw6", "libnsl2", "libreadline8", "libsqlite3-0", "libssl3",
    "libtirpc3", "libuuid1", "zlib1g",
)  # fmt: skip
"""What the standard library's modules are linked to; python:3.12-slim has the same."""

USER: Final = 10001  # as in the image

_ENTER: Final = """
set -e
tree=$1 python=$2 venv=$3 app=$4; shift 4
for folder in "$python" "$venv"; do
    mkdir -p "$tree$folder"; mount --bind "$folder" "$tree$folder"
done
for part in bot cogs; do
    mkdir -p "$tree/app/$part"; mount --bind "$app/$part" "$tree/app/$part"
done
chmod go+x "$tree/root"  # a Python may be installed below it
mount --bind /dev "$tree/dev"
mount -t proc proc "$tree/proc"
exec chroot --userspec="$USER_ID:$USER_ID" "$tree" /usr/bin/env -i \\
    PATH="$venv/bin:/usr/bin:/bin" HOME=/data PYTHONPATH=/app PYTHONDONTWRITEBYTECODE=1 \\
    sh -c 'cd /data && exec "$@"' sh "$@"
"""


def added_packages(dockerfile: str) -> list[str]:
    """Return the Debian packages that the image adds to its base."""
    lines = re.sub(r"\\\n", " ", dockerfile)
    found = re.findall(r"apt-get install\s+(?:-\S+\s+)*([^&\n]*)", lines)
    return [name for names in found for name in names.split()]


def mirror() -> str:
    """Return the address that this machine's apt takes Debian from. Raises LookupError."""
    command = ["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)"]
    for line in subprocess.check_output(command, text=True).splitlines():
        site, release, component = line.split()
        if (release, component) == (RELEASE, "main"):
            return site
    raise LookupError(f"apt has no source of Debian {RELEASE} here")


def make_tree(tree: Path) -> None:
    """Build the minimal Debian in the folder `tree`. Raises CalledProcessError."""
    packages = [*PYTHON_NEEDS, *added_packages((ROOT / "Dockerfile").read_text(encoding="utf-8"))]
    command = ["debootstrap", "--variant=minbase", f"--include={','.join(packages)}"]
    subprocess.run([*command, RELEASE, str(tree), mirror()], check=True, stdout=subprocess.DEVNULL)


def make_environment(python: Path, venv: Path) -> None:
    """Install the locked packages for `python`. Raises CalledProcessError."""
    subprocess.run([str(python), "-m", "venv", str(venv)], check=True)
    uv = [Path(sys.executable).with_name("uv"), "pip", "install", "--quiet", "--python", venv]
    requirements = ROOT / "requirements/dev.txt"  # the demo's are a part of these
    command = [*uv, "--only-binary=:all:", "--require-hashes", "-r", requirements]
    subprocess.run([str(part) for part in command], check=True)


def run_in(tree: Path, python: Path, venv: Path, *module: str, told: str = "") -> str:
    """Run a module of the bot in the tree, and return what it says. Raises CalledProcessError."""
    data = tree / "data"
    data.mkdir(exist_ok=True)
    os.chown(data, USER, USER)
    command = ["unshare", "--mount", "sh", "-c", _ENTER, "sh"]
    places = (str(place) for place in (tree, base_of(python), venv, ROOT))
    told_by = subprocess.run(
        [*command, *places, f"{venv}/bin/python", "-m", *module],
        input=told,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"USER_ID": str(USER)},
    )
    if told_by.returncode:
        sys.stderr.write(told_by.stdout + told_by.stderr)
        told_by.check_returncode()
    return told_by.stdout


def base_of(python: Path) -> Path:
    """Return the folder that a Python is installed in. Raises ValueError for the system's own."""
    code = "import sys; print(sys.base_prefix)"
    base = Path(subprocess.check_output([str(python), "-c", code], text=True).strip())
    if base == Path("/usr"):
        raise ValueError(f"{python} is the system's own: it would bring all of /usr along")
    return base


def try_out(tree: Path, python: Path, venv: Path) -> str:
    """Run the demo and draw all scripts with one Python, and return a line about it."""
    fonts = run_in(tree, python, venv, "bot.diagnostics.font_process", told='{"fonts": []}\n')
    missing = [name for name, drawn in json.loads(fonts).items() if not drawn]
    shutil.rmtree(tree / "data")
    run_in(tree, python, venv, "bot", "demo", "--once")
    (video,) = (tree / "data").rglob("demo-data/*.mp4")
    version = subprocess.check_output([str(python), "--version"], text=True).strip()
    scripts = f"without {', '.join(missing)}" if missing else "all scripts drawn"
    return f"{version}: a video of {video.stat().st_size:,} bytes, {scripts}"


def main() -> int:
    """Make the tree, and try each Python in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pythons", nargs="*", type=Path, default=[Path(sys.executable)])
    pythons = parser.parse_args().pythons
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        sys.stderr.write("root and debootstrap (apt-get install debootstrap) are needed\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="minimal-debian-") as folder:
        Path(folder).chmod(0o755)
        tree = Path(folder, "tree")
        make_tree(tree)
        for number, python in enumerate(pythons):
            venv = Path(folder, f"venv-{number}")
            make_environment(python, venv)
            sys.stdout.write(try_out(tree, python, venv) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
