"""What is secret follows from its type: a new one is hidden wherever something is written."""

import logging
from collections.abc import Iterator
from typing import Any, Final

import pytest
from pydantic import BaseModel, SecretStr, create_model

from bot.config import Config, load
from bot.config.secrets import HIDDEN, Redactor, secrets_of
from bot.diagnostics.cli import format_line
from bot.diagnostics.result import passed
from bot.logs import plain_formatter


def secret_fields(model: type[BaseModel], *path: str) -> Iterator[tuple[str, ...]]:
    """Return where in a configuration a secret can stand."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from secret_fields(field.annotation, *path, name)
        elif field.annotation is SecretStr:
            yield (*path, name)


FIELDS: Final = tuple(secret_fields(Config))


def test_there_are_secrets_to_be_found() -> None:
    assert {("discord", "token"), ("api", "key"), ("studio", "key")} <= set(FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_every_secret_is_hidden_in_the_log_and_in_the_checks(field: tuple[str, str]) -> None:
    section, name = field
    config = load(None, {}, **{section: {name: "the-MARKER-key"}})
    record = logging.LogRecord("x", logging.INFO, "", 0, "got the-MARKER-key", None, None)
    assert plain_formatter(config).format(record).endswith(f"got {HIDDEN}")
    assert format_line("x", passed("got the-MARKER-key"), config).endswith(f"got {HIDDEN}")


def test_a_secret_of_a_section_that_is_still_to_come_is_found() -> None:
    one: Any = create_model("One", token=(SecretStr, ...), name=(str, "plain"))
    many: Any = create_model("Many", one=(one, ...), more=(list[SecretStr], ...), by=(dict, ...))
    settings = many(one={"token": "first"}, more=["second"], by={"k": SecretStr("third")})
    assert list(secrets_of(settings)) == ["first", "second", "third"]


def test_a_secret_that_holds_another_is_hidden_whole() -> None:
    config = load(None, {}, api={"key": "abcd", "webhook_key": "abcd-efgh"})
    assert Redactor(config).redact("x abcd-efgh abcd x") == f"x {HIDDEN} {HIDDEN} x"


def test_a_short_value_hides_no_common_words_and_a_callbacks_token_is_hidden() -> None:
    redactor = Redactor(load(None, {}, api={"key": "a"}))
    assert redactor.redact("a cat") == "a cat"
    assert redactor.redact("/callbacks/0123456789abcdef/to-ken_1") == (
        f"/callbacks/0123456789abcdef/{HIDDEN}"
    )
