"""Whether this machine has what the bot needs: its configuration, clock, database and disk."""

import asyncio
import shutil
import stat
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import aiohttp

from bot.config import Config
from bot.diagnostics.context import CheckContext
from bot.diagnostics.discord_rest import DiscordUnavailable, DiscordUnreachable
from bot.diagnostics.result import CheckResult, CheckSkipped, failed, passed, warning
from bot.store import MIGRATIONS, DatabaseError
from bot.store.health_check import DatabaseInUse, check_health
from bot.studio.disk import Disk, disk_of

MEBIBYTE: Final = 1 << 20
MIN_BYTES: Final = 256 * MEBIBYTE
"""Below this, beside its reserve, the studio begins no video; a database soon can't be written."""
ENOUGH_BYTES: Final = 1024 * MEBIBYTE

_DATABASE: Final = "the database"

_SMALL_SECONDS: Final = 10.0  # a Date header is cut to seconds, and an answer may take some
_LARGE_SECONDS: Final = 120.0  # signed callbacks are refused from 300 seconds on


async def check_configuration(context: CheckContext) -> CheckResult:
    """Check whether others on this machine can read the secrets in the configuration."""
    path = context.config_path
    if path is None:
        if context.config != Config():
            return passed("read from the environment; no file")
        return failed(
            f"there is no config.toml in {Path.cwd()}, and nothing in the environment",
            "Write one with example-config config.toml, or name yours with --config",
        )
    mode = (await asyncio.to_thread(path.stat)).st_mode
    if mode & stat.S_IRWXO:
        return warning(f"everybody on this machine can read {path}", f"chmod o= {path}")
    return passed(f"{path} is read, and only its owner and group can see it")


async def check_clock(context: CheckContext) -> CheckResult:
    """Compare this machine's clock with Discord's, or else with the API's."""
    before = context.now()
    try:
        told = await context.discord_rest.date()
        unreachable = ""
    except DiscordUnavailable as error:
        told = await _api_date(context)
        unreachable = "Discord" if isinstance(error, DiscordUnreachable) else ""
    middle = (before + context.now()) / 2
    there = _epoch(told)
    if there is None:
        result = warning("no answer told the time", "Let the machine keep time by NTP")
        return replace(result, unreachable=unreachable)
    # The header is cut to whole seconds.
    off = middle - (there + 0.5)
    if abs(off) <= _SMALL_SECONDS:
        return passed(f"right to {abs(off):.0f} s")
    direction = "fast" if off > 0 else "slow"
    text = f"it is {abs(off):.0f} s {direction}"
    advice = "Let the machine keep time by NTP (timedatectl set-ntp true)"
    if abs(off) > _LARGE_SECONDS:
        return failed(f"{text}: signed callbacks and times shown to members are wrong", advice)
    return warning(text, advice)


async def _api_date(context: CheckContext) -> str | None:
    if not context.config.api.key.get_secret_value():
        return None
    try:
        async with context.session.get(
            context.config.api.base_url, allow_redirects=False
        ) as response:
            return response.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None


def _epoch(date: str | None) -> float | None:
    try:
        time = parsedate_to_datetime(date) if date else None
    except ValueError:
        return None
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


async def check_database(context: CheckContext) -> CheckResult:
    """Check whether the database is whole, of a version that is known, and can be written."""
    path = context.config.database.path
    try:
        schema = await asyncio.to_thread(check_health, path, MIGRATIONS)
    except DatabaseInUse as error:
        return passed(f"{error}: that one tells how it is (see the port)")
    except DatabaseError as error:
        return failed(
            f"{error}",
            "Correct database.path, its owner or its disk, or restore a backup (docs/hosting.md)",
        )
    if schema.version is None:
        return passed(f"{path} will be made at the first start")
    if schema.version < schema.newest:
        return passed(f"{path} is whole; the next start brings it up to date: make a backup first")
    if await asyncio.to_thread(_is_open_to_all, path):
        return warning(
            f"everybody on this machine can read {path}: who asked for what, and secrets",
            f"chmod o= {path}",
        )
    return passed(f"{path} is whole and can be written")


def _is_open_to_all(path: Path) -> bool:
    """Return whether others can read a file, and can get to it."""
    folders = path.absolute().parents
    is_reached = all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)
    return is_reached and bool(path.stat().st_mode & stat.S_IRWXO)


async def check_disk(context: CheckContext) -> CheckResult:
    """Check whether there is room where the bot writes."""
    config = context.config
    places = {_DATABASE: config.database.path.parent}
    if context.has_studio:
        places |= {"the videos": config.studio.videos, "the library": config.studio.library}
    disks = {name: await asyncio.to_thread(_disk, place, config) for name, place in places.items()}
    found = [
        (disk.free if name == _DATABASE else disk.room, name, disk)
        for name, disk in disks.items()
        if disk is not None
    ]
    if not found:
        raise CheckSkipped("the configured folders are on no disk")
    least, name, disk = min(found)
    text = f"{disk.free / MEBIBYTE:,.0f} MiB are free for {name}"
    if name != _DATABASE:
        kept = f"{disk.reserve / MEBIBYTE:,.0f}"
        text += f", of which {kept} are left to the database (studio.reserve_megabytes)"
    if least < MIN_BYTES:
        return failed(text, "Make room: without it no video is made and no request is kept")
    if least < ENOUGH_BYTES:
        return warning(text, "Make room, or lower studio.keep_days")
    return passed(text)


def _disk(place: Path, config: Config) -> Disk | None:
    """Look at the disk where a folder is or will be; None where no disk is, as in /proc."""
    place = place.absolute()
    while not place.exists():
        place = place.parent
    is_one = shutil.disk_usage(place).total > 0
    return disk_of(place, config.studio) if is_one else None
