"""No function is longer than a screen, and no file than a reader keeps in mind."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = [*sorted((ROOT / "bot").rglob("*.py")), *sorted((ROOT / "cogs").rglob("*.py"))]

MOST_LINES_OF_A_FUNCTION: Final = 50
MOST_LINES_OF_A_FILE: Final = 350
"""What is longer has a second noun in it: see CONTRIBUTING.md."""


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the functions of a file, each with its number of lines, decorators left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}: {name}": lines
        for path in CODE
        for name, lines in functions(path)
        if lines > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_no_file_is_longer_than_a_reader_keeps_in_mind() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in CODE}
    long = {str(path.relative_to(ROOT)): size for path, size in sizes.items()}
    assert {name: size for name, size in long.items() if size > MOST_LINES_OF_A_FILE} == {}
