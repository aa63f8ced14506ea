"""``docs/architecture.md`` names what exists: folders, states, tables and triggers."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import RequestState, VideoState

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
SCHEMA: Final = (ROOT / "bot/store/schema.sql").read_text(encoding="utf-8")


def diagram(heading: str) -> str:
    """Return the Mermaid diagram under a heading."""
    section = PAGE.split(f"## {heading}\n")[1]
    return section.split("```mermaid\n")[1].split("```")[0]


def made(kind: str) -> set[str]:
    """Return the names of what the schema creates of a kind."""
    return set(re.findall(rf"CREATE {kind} \"?(\w+)", SCHEMA))


def test_the_folders_in_the_picture_exist() -> None:
    named = set(re.findall(r"^  (\w+) --> (\w+)$", diagram("Folders"), re.MULTILINE))
    folders = {name for pair in named for name in pair} - {"cogs"}
    assert len(folders) > 10
    assert not [name for name in folders if not (ROOT / "bot" / name).is_dir()]


def test_the_states_in_the_pictures_are_those_of_the_code() -> None:
    for heading, states in (
        ("The life of a video", VideoState),
        ("The life of a request", RequestState),
    ):
        named = set(re.findall(r"\b([a-z]+)\b(?= -->|:|$)", diagram(heading), re.MULTILINE))
        assert {state.value for state in states} <= named


def test_the_tables_and_triggers_on_the_page_are_those_of_the_schema() -> None:
    tables = set(re.findall(r"^  (\w+) [|o.}{-]+ (\w+) :", diagram("Tables"), re.MULTILINE))
    assert {name for pair in tables for name in pair} <= made("TABLE")
    triggers = PAGE.split("## Triggers\n")[1]
    named = re.findall(r"`(\w+)`", triggers)
    assert set(named) == made("TRIGGER")


@pytest.mark.parametrize("trigger", sorted(made("TRIGGER")))
def test_each_trigger_is_named_beside_the_python_that_relies_on_it(trigger: str) -> None:
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    assert any(f"``{trigger}``" in module for module in modules)
