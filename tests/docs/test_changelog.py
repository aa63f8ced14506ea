"""``CHANGELOG.md`` can be read as plain text: short lines, and lists without gaps."""

import re
from pathlib import Path
from typing import Final

CHANGELOG: Final = (Path(__file__).resolve().parents[2] / "CHANGELOG.md").read_text("utf-8")


def test_no_line_is_longer_than_the_page_is_wide() -> None:
    assert [line for line in CHANGELOG.splitlines() if len(line) > 100] == []


def test_no_blank_line_stands_in_a_list_or_beside_another() -> None:
    assert "\n\n\n" not in CHANGELOG
    assert re.findall(r"^(?:- |  ).*\n\n- .*", CHANGELOG, re.MULTILINE) == []
