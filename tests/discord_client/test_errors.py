"""What goes wrong in a command, as the log tells it."""

import logging
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord_client.errors import send_error


def failed_with(code: int) -> app_commands.CommandInvokeError:
    """Return what discord.py raises when Discord refuses a command's answer with a code."""
    command: Any = SimpleNamespace(name="copy")
    response: Any = SimpleNamespace(status=404, reason="Not Found")
    refusal = discord.NotFound(response, {"code": code, "message": "Unknown"})
    return app_commands.CommandInvokeError(command, refusal)


async def test_an_answer_that_came_too_late_is_no_fault_of_the_command(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nobody: Any = None  # an interaction that has ended: nothing can be sent for it
    await send_error(nobody, failed_with(10062))
    (line,) = caplog.records
    assert (line.levelno, line.exc_info) == (logging.WARNING, None)
    assert "longer than the 3 s" in line.message
