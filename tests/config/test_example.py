"""``config.example.toml`` says the truth."""

import re
import tomllib
from pathlib import Path

from pydantic import BaseModel

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
