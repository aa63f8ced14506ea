"""The texts as they stand in the files, for tests that compare languages and code."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from fluent.syntax import FluentParser, FluentSerializer, ast, visitor

from bot.i18n.texts import FOLDER

LONG: Final = "\\*" * 100
"""A title or a name as long as it gets: 100 visible signs, each of them escaped."""


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


class _Selectors(visitor.Visitor):
    def __init__(self) -> None:
        self.keys: set[str] = set()

    def visit_Variant(self, node: ast.Variant) -> None:  # noqa: N802
        if isinstance(node.key, ast.Identifier):
            self.keys.add(node.key.name)
        self.generic_visit(node)


def entries(language: str) -> Iterator[tuple[str, ast.EntryType]]:
    """Return what stands in a language's files, each with the name of its file."""
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            yield path.name, entry


@cache
def messages(language: str) -> dict[str, ast.Message]:
    """Return a language's texts by their ids."""
    return {
        entry.id.name: entry for _, entry in entries(language) if isinstance(entry, ast.Message)
    }


def variables(message: ast.Message) -> set[str]:
    """Return the names of the values that a text shows."""
    found = _Variables()
    found.visit(message)
    return found.names


def plural_forms(message: ast.Message) -> set[str]:
    """Return the words that a text's selectors choose between."""
    found = _Selectors()
    found.visit(message)
    return found.keys


def source(message: ast.Message) -> str:
    """Return a text as it stands in its file, without its id."""
    return FluentSerializer().serialize_entry(message).partition("=")[2].strip()


def values(message: ast.Message) -> dict[str, str | float]:
    """Return a value for everything that a text shows, as long as it gets."""
    return {name: 25 if name in ("count", "take") else LONG for name in variables(message)}
