"""``CONTRIBUTING.md`` names what exists: files, tests, commands, and a recipe for each task."""

import argparse
import re
from pathlib import Path
from typing import Final

from bot.command_line import _parser
from tests.docs.test_pages import made

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES: Final = PAGE.split("## Recipes\n")[1].split("\n## ")[0].split("\n### ")[1:]
PATH: Final = re.compile(
    r"(?<![\w./-])((?:bot|cogs|tests|docs|\.github|\.ci)/[\w./-]*[\w]|[A-Z]+\.md)"
)
MOST_FILES: Final = 3

CODE: Final = re.compile(r"^(?:bot|cogs)/\S+\.\w+$")


def paths_in(text: str) -> set[str]:
    return set(PATH.findall(text))


def test_what_the_page_names_exists() -> None:
    named = paths_in(PAGE)
    assert len(named) > 40
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    files = re.findall(r"`([\w.-]+\.(?:toml|ftl|md))`", PAGE)
    assert [name for name in files if not any(ROOT.glob(f"**/{name}"))] == []


def test_make_knows_the_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:`|^)make ([a-z]+)\b", PAGE, re.MULTILINE))
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_bot_knows_the_commands() -> None:
    (commands,) = (
        action.choices
        for action in _parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    assert set(re.findall(r"python -m bot ([a-z]+)", PAGE)) <= set(commands)


def test_modules_that_are_run_exist() -> None:
    for module in re.findall(r"python -m (tests[\w.]+)", PAGE):
        path = ROOT / module.replace(".", "/")
        assert (path / "__main__.py").exists() or path.with_suffix(".py").exists()


def test_each_recipe_names_few_files_and_a_test() -> None:
    assert len(RECIPES) == 10
    for recipe in RECIPES:
        steps, _, rest = recipe.rpartition("\n`.venv/bin/python -m pytest -q ")
        assert steps, f"no test: {recipe.splitlines()[0]}"
        assert paths_in(rest.partition("`")[0])
        code = {path for path in paths_in(steps) if CODE.fullmatch(path)}
        assert len(code) <= MOST_FILES, (recipe.splitlines()[0], code)


def test_classes_and_names_of_the_page_are_in_the_code() -> None:
    sources = [path for top in ("bot", "cogs", "tests") for path in (ROOT / top).rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = set(re.findall(r"`([A-Z]\w+[a-z]\w*|[a-z]+_[a-z_]+)`", PAGE)) - made("TRIGGER")
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []
