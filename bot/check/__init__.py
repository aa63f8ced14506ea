"""Tries everything that a host gets wrong, and says what to do: ``python -m bot check``."""

from bot.check.checkup import check_at_start
from bot.check.cli import add_arguments, execute

__all__ = ["add_arguments", "check_at_start", "execute"]
