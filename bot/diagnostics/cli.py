"""The command line's part: one line a check, and an exit status that says it all."""

import argparse
import asyncio
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.config.secrets import Redactor
from bot.diagnostics.context import open_context
from bot.diagnostics.result import CheckResult, Level, group_unreachable
from bot.diagnostics.runner import run_checks

_PLAIN_MARKS: Final = {
    Level.OK: "ok",
    Level.WARNING: "!",
    Level.ERROR: "WRONG",
    Level.SKIPPED: "-",
}


def add_arguments(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``check`` to a command line."""
    check = subparsers.add_parser(
        "check",
        help="try everything that a host gets wrong, and say what to do",
        epilog="Ends with 0 when nothing is wrong, with 1 when something is, and with 2 when the"
        " configuration can't be read. Warnings (!) alone end with 0, with --strict with 1.",
    )
    check.add_argument("--strict", action="store_true", help="let warnings count, too")


def execute(arguments: argparse.Namespace, config: Config, config_path: Path | None) -> int:
    """Make all checks, print what they found, and return the exit status."""
    counts = asyncio.run(_print_all(config, config_path))
    good, warnings, wrong = (counts[level] for level in (Level.OK, Level.WARNING, Level.ERROR))
    _say(f"\n{good} good, {warnings} to look at, {wrong} wrong")
    return 1 if wrong or (arguments.strict and warnings) else 0


async def _print_all(config: Config, config_path: Path | None) -> Counter[Level]:
    counts: Counter[Level] = Counter()
    unreachable: list[tuple[str, CheckResult]] = []

    def tell(name: str, check_result: CheckResult) -> None:
        _say(format_line(name, check_result, config))
        counts[check_result.level] += 1

    async with open_context(config, config_path) as context:
        async for name, check_result in run_checks(context):
            if check_result.unreachable:  # one cause, one line: told when all have met it
                unreachable.append((name, check_result))
            else:
                tell(name, check_result)
    for name, check_result in group_unreachable(unreachable):
        tell(name, check_result)
    return counts


def format_line(name: str, check_result: CheckResult, config: Config) -> str:
    """Return a check result's line as it is printed, without any secret of the configuration."""
    line = f"{check_result.level.value} {name}: {' '.join(check_result.line.split())}"
    return Redactor(config).redact(line)


def _say(line: str) -> None:
    encoding = sys.stdout.encoding or "ascii"
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        for level, mark in _PLAIN_MARKS.items():
            if line.startswith(level.value):
                line = mark + line[1:]
        line = line.encode(encoding, errors="replace").decode(encoding)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
