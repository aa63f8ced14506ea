"""What a check found: one line, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

NETWORK: Final = "network"
"""The name under which is told what no single check found, but several met."""


class Level(Enum):
    """How a check ended; the value is the mark that stands before its line."""

    OK = "✔"
    WARNING = "!"
    ERROR = "✘"
    SKIPPED = "-"


@dataclass(frozen=True)
class CheckResult:
    """One line of the report. ``advice`` says what to do; it is empty when all is well.

    ``unreachable``: who could not be reached, when that is all that the check found.
    """

    level: Level
    text: str
    advice: str = ""
    unreachable: str = ""

    @property
    def line(self) -> str:
        """The text with its advice."""
        return f"{self.text}. {self.advice}" if self.advice else self.text


class CheckSkipped(Exception):
    """A check can't be made, as something that it needs is missing; the message says what."""


def group_unreachable(found: Sequence[tuple[str, CheckResult]]) -> list[tuple[str, CheckResult]]:
    """Return check results, by their names, with one line for what has one cause: no network.

    That line comes last; a check that met it alone keeps its own.
    """
    met = [(name, result) for name, result in found if result.unreachable]
    if len(met) < 2:
        return list(found)
    hosts = " and ".join(dict.fromkeys(result.unreachable for _, result in met))
    names = ", ".join(name for name, _ in met)
    network = failed(
        f"{hosts} can't be reached, so these were not checked: {names}",
        "Look at this machine's network, DNS, proxy and firewall, and try again",
    )
    return [one for one in found if not one[1].unreachable] + [(NETWORK, network)]


def passed(text: str) -> CheckResult:
    """Say that something is as it should be."""
    return CheckResult(Level.OK, text)


def warning(text: str, advice: str) -> CheckResult:
    """Say that something works, but not as well as it could, or may not be as it should."""
    return CheckResult(Level.WARNING, text, advice)


def failed(text: str, advice: str) -> CheckResult:
    """Say that something keeps the bot, or a part of it, from working."""
    return CheckResult(Level.ERROR, text, advice)
