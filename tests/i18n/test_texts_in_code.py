"""The code and the texts know each other: every id that is used exists, and every text is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.i18n.texts import ENGLISH
from tests.support.fluent_texts import messages, variables

ROOT: Final = Path(__file__).resolve().parents[2]

SPEAKING: Final = frozenset({"translate", "localized", "UserError"})
"""Calls whose first argument is a text's id, and whose keywords are its values."""

_ID: Final = re.compile(r"[a-z]+(-[a-z]+)+")
_KNOWS_TEXTS: Final = re.compile(
    r"bot\.(i18n\.texts|discord_client\.(translator|client))|class UserError"
)
_TEMPLATE: Final = re.compile(r"[a-z-]*\*[a-z*-]*")


@cache
def trees() -> dict[str, ast.Module]:
    """Return the modules that know the texts; the studio has none."""
    found = {}
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")]:
        source = path.read_text("utf-8")
        if re.search(
            r"bot\.(i18n\.texts|discord_client\.(translator|client))|class UserError", source
        ):
            found[str(path.relative_to(ROOT))] = ast.parse(source)
    return found


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Return everything in these modules, with where it stands."""
    for name, tree in trees().items():
        for node in ast.walk(tree):
            yield f"{name}:{getattr(node, 'lineno', 0)}", node


def template(node: ast.JoinedStr) -> str:
    """Return an f-string with a star for everything that is put into it."""
    parts = (str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values)
    return re.sub(r"\*+", "*", "".join(parts))


def fitting(pattern: str) -> set[str]:
    """Return the ids that a template may become."""
    wanted = re.compile(re.escape(pattern).replace(r"\*", "[a-z-]*"))
    return {text_id for text_id in messages(ENGLISH) if wanted.fullmatch(text_id)}


def first_words() -> set[str]:
    """Return the words that ids begin with."""
    return {text_id.partition("-")[0] for text_id in messages(ENGLISH)}


def ids_in_code() -> Iterator[tuple[str, str]]:
    """Return every string that looks like a text's id, with where it stands."""
    words = first_words()
    for place, node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if _ID.fullmatch(text) and text.partition("-")[0] in words:
                yield place, text


def templates_in_code() -> Iterator[tuple[str, str]]:
    """Return every f-string that may become a text's id, with where it stands."""
    words = first_words()
    for place, node in nodes():
        if isinstance(node, ast.JoinedStr):
            text = template(node)
            is_id = text.partition("-")[0] in words or text.startswith("*-")
            if _TEMPLATE.fullmatch(text) and is_id and text.strip("*-"):
                yield place, text


def choices(argument: ast.expr) -> Iterator[str]:
    """Return the ids that an argument may be, where it says so itself."""
    if isinstance(argument, ast.IfExp):
        yield from choices(argument.body)
        yield from choices(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value


def spoken() -> Iterator[tuple[str, str, ast.Call]]:
    """Return every text that is said by its id, with the call."""
    for place, node in nodes():
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", None))
            if name in SPEAKING:
                for text_id in choices(node.args[0]):
                    yield place, text_id, node


def test_every_text_that_the_code_says_exists() -> None:
    said = [(place, text_id) for place, text_id, _ in spoken()]
    assert len(said) > 40  # the search itself works
    unknown = [*said, *ids_in_code()]
    assert {(place, text) for place, text in unknown if text not in messages(ENGLISH)} == set()


def test_every_text_that_the_code_puts_together_exists() -> None:
    put_together = list(templates_in_code())
    assert "reason-*" in {text for _, text in put_together}
    assert {(place, text) for place, text in put_together if not fitting(text)} == set()


def test_every_text_is_used() -> None:
    used = {text for _, text in ids_in_code()}
    for _, text in templates_in_code():
        # "-unnamed" alone would use whatever ends so: its base has to be used, too.
        used |= {found for found in fitting(text) if not text.startswith("*")}
        if text.startswith("*"):
            used |= {base + text[1:] for base in used if base + text[1:] in messages(ENGLISH)}
    assert sorted(messages(ENGLISH).keys() - used) == []


def test_the_code_gives_every_value_that_a_text_shows() -> None:
    lacking = set()
    for place, text_id, call in spoken():
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and text_id in messages(ENGLISH):
            lacking |= {
                (place, text_id, name) for name in variables(messages(ENGLISH)[text_id]) - given
            }
    assert lacking == set()


def test_what_commands_say_stands_in_texts_and_not_in_the_code() -> None:
    told = [
        (place, keyword.arg)
        for place, node in nodes()
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("description", "label", "placeholder", "title")
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
    ]
    assert told == []
