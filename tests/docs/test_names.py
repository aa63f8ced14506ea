"""One word for each thing, as ``docs/glossary.md`` has it, and one way to write it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FILES: Final = sorted(path for top in ("bot", "cogs") for path in (ROOT / top).rglob("*.py"))
SCHEMAS: Final = [ROOT / "bot/store/schema.sql"]
ROW: Final = re.compile(r"^\|(?!-)(?P<word>[^|]+)\|[^|]+\|(?P<old>[^|]*)\|$", re.MULTILINE)
CONSTANT: Final = re.compile(r"_?[A-Z][A-Z0-9_]+")
SINGLE_BACKTICKS: Final = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
LOG_KEY: Final = re.compile(r"\b([a-z_]+)=%")

LOG_KEYS: Final = frozenset({"request_id", "video_id", "notice_id", "task_id", "guild_id"})


def old_words() -> dict[str, str]:
    """Return the words that are not used any more, each with the one that is."""
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = [(match["word"].strip(), match["old"]) for match in ROW.finditer(page)]
    return {old: word for word, olds in rows for old in re.findall(r"`(\w+)`", olds)}


OLD: Final = old_words()


def words_in(name: str) -> set[str]:
    """Return the words of an identifier or of a text, in lower case and in the singular."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return {form for part in parts for form in (part.lower(), part.lower().removesuffix("s"))}


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """Return all of a module's nodes, the module itself first."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def identifiers(path: Path) -> Iterator[str]:
    """Return every name that a module defines or uses."""
    for node in nodes_of(path):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name():
                yield node.id
            case ast.Attribute():
                yield node.attr
            case ast.arg() | ast.keyword() if node.arg:
                yield node.arg


def docstrings(path: Path) -> Iterator[str]:
    """Return the strings that stand alone: of modules, classes, functions and attributes."""
    for node in nodes_of(path):
        match node:
            case ast.Expr(ast.Constant(str() as text)):
                yield text


def strings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def old_ones(names: Iterator[str] | set[str]) -> list[str]:
    """Return the names that hold a word of old, each with what the word is now."""
    return [
        f"{name!r}: {word} is now {OLD[word]}"
        for name in names
        for word in sorted(words_in(name) & OLD.keys())
    ]


def test_the_glossary_has_words_to_look_for() -> None:
    assert len(OLD) > 40
    assert {"verdict", "bulletin", "desk"} <= OLD.keys()
    assert old_ones({"DueBulletins"}) == ["'DueBulletins': bulletin is now notice"]


def test_no_word_of_old_has_come_back_into_the_code() -> None:
    found = []
    for path in FILES:
        place = path.relative_to(ROOT)
        names = {*place.with_suffix("").parts, *identifiers(path)}
        found += [f"{place} {one}" for one in old_ones(names)]
        found += [f"{place} {one}" for one in old_ones(docstrings(path))]
    assert found == []


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.parent.name)
def test_no_word_of_old_is_in_the_database(schema: Path) -> None:
    assert old_ones(set(re.findall(r"\w+", schema.read_text(encoding="utf-8")))) == []


def test_a_log_line_names_what_it_is_about_by_known_keys() -> None:
    keys = {
        key for path in FILES for text in strings(nodes_of(path)) for key in LOG_KEY.findall(text)
    }
    assert keys <= LOG_KEYS


def test_no_two_classes_have_one_name() -> None:
    places = defaultdict(list)
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_constants_are_final() -> None:
    assert [f"{path}: {name}" for path in FILES for name in rebindable(path)] == []


def rebindable(path: Path) -> Iterator[str]:
    """Return the constants of a module that are not declared ``Final``."""
    module, *nodes = nodes_of(path)
    assert isinstance(module, ast.Module)
    rebound = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(name)]):
                is_final = False
            case ast.AnnAssign(target=ast.Name(name)):
                is_final = "Final" in ast.unparse(statement.annotation)
            case _:
                continue
        if CONSTANT.fullmatch(name) and name not in rebound and not is_final:
            yield name


def test_names_in_docstrings_stand_in_double_backticks() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {one}"
        for path in FILES
        for text in docstrings(path)
        for one in SINGLE_BACKTICKS.findall(text)
    ]
    assert found == []


def test_enum_values_are_spelled_one_way() -> None:
    """Lower case with hyphens; the studio's error reasons are on the wire with underscores.

    Qualities of videos are called what everybody calls them, such as 1080p60.
    """
    odd = []
    for path in FILES:
        for node in nodes_of(path):
            if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases):
                odd += [
                    f"{node.name}: {value}"
                    for value in strings(ast.walk(node))
                    if node.name not in ("MediaErrorCode", "VideoQuality")
                    and "\n" not in value
                    and " " not in value
                    and not re.fullmatch(r"[a-z]+(-[a-z]+)*", value)
                ]
    assert odd == []
