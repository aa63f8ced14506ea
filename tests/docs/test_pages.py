"""``docs/architecture.md`` is true: its arrows, states, tables, triggers and calls exist."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest

from bot.jobs import RequestState, VideoState, can_transition
from bot.jobs.notices import NoticeState
from tests.docs.test_architecture import ARROWS

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


def arrows(heading: str) -> set[tuple[str, str]]:
    """Return the transitions of a state diagram, but for the one into its first state."""
    drawn = re.findall(r"^  (\S+) --> (\w+)", diagram(heading), re.MULTILINE)
    return {(source, target) for source, target in drawn if source != "[*]"}


def test_the_arrows_between_folders_are_ones_that_the_code_may_have() -> None:
    drawn = re.findall(r"^  (\w+) --> (\w+)$", diagram("Folders"), re.MULTILINE)
    assert len(drawn) > 10
    for source, target in drawn:
        assert (ROOT / "bot" / target).is_dir()
        assert source == "cogs" or target in ARROWS[source].split()


def test_a_videos_life_is_drawn_as_the_code_allows_it() -> None:
    allowed = {
        (one, other) for one in VideoState for other in VideoState if can_transition(one, other)
    }
    assert arrows("The life of a video") == allowed


@pytest.mark.parametrize(
    ("heading", "states"),
    [("The life of a request", RequestState), ("The life of a notice", NoticeState)],
)
def test_all_states_are_drawn_and_no_others(heading: str, states: type[StrEnum]) -> None:
    assert {state for pair in arrows(heading) for state in pair} == set(states)


def test_a_notice_moves_as_it_is_drawn() -> None:
    sql = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot/store").glob("*.py"))
    assert ("dropped", "posting") in arrows("The life of a notice")
    assert "WHERE notices.state = 'dropped'" in sql


def test_every_table_and_every_foreign_key_is_on_the_page() -> None:
    drawn = re.findall(r"^  (\w+) [|o]+(--|\.\.)[|o{]+ (\w+) :", diagram("Tables"), re.MULTILINE)
    beside = PAGE.split("Beside them stand")[1].split("which refer to nothing")[0]
    tables = {name for one, _, other in drawn for name in (one, other)}
    assert tables | set(re.findall(r"`(\w+)`", beside)) == made("TABLE")
    keys = {
        (target, table)
        for table, body in re.findall(
            r"CREATE TABLE \"?(\w+)\"? \((.*?)^\)", SCHEMA, re.DOTALL | re.MULTILINE
        )
        for target in re.findall(r"REFERENCES (\w+)", body)
    }
    assert {(one, other) for one, line, other in drawn if line == "--"} == keys


def test_the_triggers_on_the_page_are_those_of_the_schema() -> None:
    triggers = PAGE.split("## Triggers\n")[1]
    assert set(re.findall(r"`(\w+)`", triggers)) == made("TRIGGER")


def test_the_sequence_of_a_request_names_folders_and_functions() -> None:
    drawn = PAGE.split("sequenceDiagram\n")[1].split("```")[0]
    folders = re.findall(r"participant (\w+)", drawn)
    assert len(folders) > 4
    assert [
        name for name in folders if not ((ROOT / "bot" / name).is_dir() or name == "cogs")
    ] == []
    called = re.findall(r"^  \w+-[->)]+\w+: ([\w.]+)(?= \(|$)", drawn, re.MULTILINE)
    assert len(called) > 12
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for name in called:
        owner, _, function = name.rpartition(".")
        assert re.search(rf"(?:def |self\.){function}\b", code), name
        assert not owner or re.search(rf"class {owner}\b", code), name


@pytest.mark.parametrize("trigger", sorted(made("TRIGGER")))
def test_each_trigger_is_named_beside_the_python_that_relies_on_it(trigger: str) -> None:
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py")]
    assert any(f"``{trigger}``" in module for module in modules)
