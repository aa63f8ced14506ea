"""What each text said in every language when somebody last saw that they say the same.

A change of English alone leaves five languages silently old: so it is red until the translations
were looked at, and ``make translated`` was run.
"""

import hashlib
import json
from pathlib import Path
from typing import Final

from bot.i18n.texts import ENGLISH, LANGUAGES
from tests.support.fluent_texts import messages, source

FILE: Final = Path(__file__).with_name("translated.json")
_DIGITS: Final = 8

Digests = dict[str, list[str]]
"""By the texts' ids: a digest of the text in each language, in the order of ``LANGUAGES``."""


def recorded() -> Digests:
    """Return the digests that are kept."""
    kept: dict[str, str] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return {text_id: digests.split() for text_id, digests in kept.items()}


def present() -> Digests:
    """Return the digests of the texts as they are; of those that stand in every language."""
    found = [messages(language) for language in LANGUAGES]
    return {
        text_id: [_digest(source(texts[text_id])) for texts in found]
        for text_id in sorted(messages(ENGLISH))
        if all(text_id in texts for texts in found)
    }


def left_behind(before: Digests, now: Digests) -> dict[str, list[str]]:
    """Return the texts whose English changed, each with the languages that stayed as they were."""
    behind = {}
    for text_id in sorted(before.keys() & now.keys()):
        changed = [a != b for a, b in zip(before[text_id], now[text_id], strict=True)]
        same = [name for name, is_new in zip(LANGUAGES, changed, strict=True) if not is_new]
        if changed[LANGUAGES.index(ENGLISH)] and same:
            behind[text_id] = same
    return behind


def write(digests: Digests) -> None:
    """Keep these digests, one text a line."""
    kept = {text_id: " ".join(each) for text_id, each in sorted(digests.items())}
    FILE.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
