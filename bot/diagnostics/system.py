"""Which machine this is, and whether the bot is known to run on such a one."""

import asyncio
import platform
import re
import sys
from pathlib import Path
from typing import Final

from bot.diagnostics.context import CheckContext
from bot.diagnostics.result import CheckResult, passed, warning
from bot.host_requirements import SUPPORTED, pointer_bits
from bot.version import NAME, VERSION

MIN_GLIBC: Final = (2, 28)
"""What the locked packages' wheels are built for (manylinux_2_28)."""

MIN_DOCKER: Final = 23
"""The first engine that builds with BuildKit by itself, as the Dockerfile is written for."""

_DOCKER_SECONDS: Final = 5.0


async def check_system(_site: CheckContext) -> CheckResult:
    """Name the system, its bits, and the versions of the bot, Python and Docker."""
    docker = await _docker_version()
    named = [
        f"{NAME} {VERSION}",
        f"{platform.system()} {platform.release()} on {platform.machine()}",
        f"{pointer_bits()} bit",
        f"Python {platform.python_version()}",
        *_c_library(),
        *(["in a container"] if await asyncio.to_thread(_is_container) else []),
        *([f"Docker {docker}"] if docker else []),
    ]
    return of_system(", ".join(named), sys.platform, platform.libc_ver(), docker)


def of_system(
    named: str, system: str, c_library: tuple[str, str], docker: str | None = None
) -> CheckResult:
    """Return what there is to say of a system: ``system`` is what ``sys.platform`` calls it."""
    if system != "linux":
        return warning(f"{named}: the bot runs on {SUPPORTED}", "Please report what doesn't work")
    if c_library[0] == "glibc" and _numbers(c_library[1]) < MIN_GLIBC:
        least = ".".join(map(str, MIN_GLIBC))
        return warning(
            f"{named}: the packages are built for glibc {least} or newer",
            "Use a newer system (Debian 10, Ubuntu 20.04, RHEL 8), or Docker",
        )
    if docker is not None and _numbers(docker) < (MIN_DOCKER,):
        return warning(f"{named}", f"To run the bot in Docker, have {MIN_DOCKER}.0 or newer")
    return passed(named)


def _c_library() -> list[str]:
    name, version = platform.libc_ver()
    return [f"{name} {version}"] if name else []


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def _is_container() -> bool:
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()


async def _docker_version() -> str | None:
    """Return the version of the engine that can be asked from here, if there is one."""
    try:
        process = await asyncio.create_subprocess_exec(
            "docker",
            *("version", "--format", "{{.Server.Version}}"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return None
    try:
        async with asyncio.timeout(_DOCKER_SECONDS):
            told, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return None
    version = told.decode(errors="replace").strip()
    return version if process.returncode == 0 and re.fullmatch(r"\d+\.[\w.+~-]+", version) else None
