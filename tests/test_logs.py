"""What the process says of itself, and what it never says."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot import logs
from bot.config import load

SECRETS = {
    "discord": {"token": "discord-token-MARKER"},
    "api": {"key": "api-key-MARKER", "webhook_key": "webhook-MARKER"},
    "studio": {"key": "studio-MARKER"},
}


@pytest.fixture
def clean_logging() -> Iterator[None]:
    """Put the root logger back as pytest set it up."""
    root, discord = logging.getLogger(), logging.getLogger("discord")
    handlers, level, discord_level = root.handlers[:], root.level, discord.level
    yield
    root.handlers[:], root.level = handlers, level
    discord.setLevel(discord_level)


def raise_with_secret() -> None:
    raise RuntimeError("refused: api-key-MARKER")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written_not_even_in_a_traceback(
    form: str, clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(load(None, {}, log={"format": form}, **SECRETS))
    logging.getLogger("x").warning("Bearer %s, %s", "api-key-MARKER", "discord-token-MARKER")
    logging.getLogger("x").error("studio-MARKER webhook-MARKER")
    try:
        raise_with_secret()
    except RuntimeError:
        logging.getLogger("x").exception("failed")
    written = capsys.readouterr().err
    assert "MARKER" not in written
    assert written.count("[secret]") >= 5
    assert "RuntimeError" in written


def test_json_has_a_line_an_entry(clean_logging: None, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load(None, {}, log={"format": "json"}, **SECRETS))
    logging.getLogger("bot.x").info("one\ntwo %s", '"quoted"')
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry["message"] == 'one\ntwo "quoted"'
    assert (entry["level"], entry["logger"]) == ("INFO", "bot.x")


def test_a_secret_with_quotes_is_left_out_of_json(
    clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = 'pass"word\\MARKER'
    logs.set_up(load(None, {}, log={"format": "json"}, api={"webhook_key": secret, "key": "k-k-k"}))
    logging.getLogger("x").warning("it is %s", secret)
    assert "MARKER" not in capsys.readouterr().err


def test_an_empty_secret_hides_nothing(
    clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(load(None, {}))
    logging.getLogger("x").warning("all is told")
    assert "all is told" in capsys.readouterr().err
