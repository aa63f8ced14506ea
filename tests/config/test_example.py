"""``config.example.toml`` says the truth."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot import logs
from bot.command_line import _main, _parser
from bot.config import Config, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_loads_and_holds_the_defaults() -> None:
    assert load(EXAMPLE, {}) == load(None, {})


def test_the_example_names_every_key() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    given = tomllib.loads(text)
    for section, field in Config.model_fields.items():
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        for key in model.model_fields:
            is_commented = re.search(rf"^# {key} = ", text, re.MULTILINE) is not None
            assert key in given[section] or is_commented, f"{section}.{key}"


def test_the_example_is_printed_or_written_for_its_owner_and_over_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    config = tmp_path / "config.toml"
    assert _main(_parser().parse_args(["example-config"])) == 0
    assert capsys.readouterr().out == text
    write = _parser().parse_args(["example-config", str(config)])
    assert _main(write) == 0
    assert config.read_text(encoding="utf-8") == text
    assert config.stat().st_mode & 0o777 == 0o600
    config.write_text("mine")
    assert _main(write) == 1
    assert config.read_text() == "mine"
    assert _main(_parser().parse_args(["example-config", str(tmp_path / "no/where.toml")])) == 1
    assert capsys.readouterr().err.count("\n") == 2


def test_a_start_without_any_configuration_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "set_up", lambda _config: None)  # the tests' own log stays
    for name in [name for name in os.environ if name.startswith("MUSICVIDEO_")]:
        monkeypatch.delenv(name)
    assert _main(_parser().parse_args(["run"])) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"there is no config.toml in {tmp_path}: write one with")
    assert told.count("\n") == 1
    (tmp_path / "config.toml").write_text("[discord]\n")
    assert _main(_parser().parse_args(["run"])) == 2
    assert "discord.token" in capsys.readouterr().err
