"""What a check found: one line, and what to do about it."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How a check ended; the value is the mark that stands before its line."""

    GOOD = "✔"
    DOUBTFUL = "!"
    WRONG = "✘"
    LEFT_OUT = "-"


@dataclass(frozen=True)
class Finding:
    """One line of the report. ``advice`` says what to do; it is empty when all is well."""

    level: Level
    text: str
    advice: str = ""

    @property
    def line(self) -> str:
        """The text with its advice."""
        return f"{self.text}. {self.advice}" if self.advice else self.text


class NotChecked(Exception):
    """A check can't be made, as something that it needs is missing; the message says what."""


def good(text: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(Level.GOOD, text)


def doubtful(text: str, advice: str) -> Finding:
    """Say that something works, but not as well as it could, or may not be as it should."""
    return Finding(Level.DOUBTFUL, text, advice)


def wrong(text: str, advice: str) -> Finding:
    """Say that something keeps the bot, or a part of it, from working."""
    return Finding(Level.WRONG, text, advice)
