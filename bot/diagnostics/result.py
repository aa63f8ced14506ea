"""What a check found: one line, and what to do about it."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How a check ended; the value is the mark that stands before its line."""

    OK = "✔"
    WARNING = "!"
    ERROR = "✘"
    SKIPPED = "-"


@dataclass(frozen=True)
class CheckResult:
    """One line of the report. ``advice`` says what to do; it is empty when all is well."""

    level: Level
    text: str
    advice: str = ""

    @property
    def line(self) -> str:
        """The text with its advice."""
        return f"{self.text}. {self.advice}" if self.advice else self.text


class CheckSkipped(Exception):
    """A check can't be made, as something that it needs is missing; the message says what."""


def passed(text: str) -> CheckResult:
    """Say that something is as it should be."""
    return CheckResult(Level.OK, text)


def warning(text: str, advice: str) -> CheckResult:
    """Say that something works, but not as well as it could, or may not be as it should."""
    return CheckResult(Level.WARNING, text, advice)


def failed(text: str, advice: str) -> CheckResult:
    """Say that something keeps the bot, or a part of it, from working."""
    return CheckResult(Level.ERROR, text, advice)
