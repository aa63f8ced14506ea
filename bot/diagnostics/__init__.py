"""Tries everything that a host gets wrong, and says what to do: ``python -m bot check``."""

from bot.diagnostics.cli import add_arguments, execute
from bot.diagnostics.runner import check_at_start

__all__ = ["add_arguments", "check_at_start", "execute"]
