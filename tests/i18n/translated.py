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

_LANGUAGES: Final = ""
"""Where the file names the languages, in the order of the digests: no text has this id."""

Digests = dict[str, dict[str, str]]
"""By the texts' ids: a digest of the text in each language, by its name."""


def recorded() -> Digests:
    """Return the digests that are kept."""
    kept: dict[str, str] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    languages = kept.pop(_LANGUAGES, " ".join(LANGUAGES)).split()
    return {
        text_id: dict(zip(languages, digests.split(), strict=True))
        for text_id, digests in kept.items()
    }


def present() -> Digests:
    """Return the digests of the texts as they are; of those that stand in every language."""
    found = {language: messages(language) for language in LANGUAGES}
    return {
        text_id: {language: _digest(source(texts[text_id])) for language, texts in found.items()}
        for text_id in sorted(messages(ENGLISH))
        if all(text_id in texts for texts in found.values())
    }


def left_behind(before: Digests, now: Digests) -> dict[str, list[str]]:
    """Return the texts whose English changed, each with the languages that stayed as they were."""
    behind = {}
    for text_id in sorted(before.keys() & now.keys()):
        same = [
            name for name, digest in now[text_id].items() if before[text_id].get(name) == digest
        ]
        if ENGLISH not in same and same:
            behind[text_id] = same
    return behind


def write(digests: Digests) -> None:
    """Keep these digests, one text a line."""
    kept = {_LANGUAGES: " ".join(LANGUAGES)}
    for text_id, each in sorted(digests.items()):
        kept[text_id] = " ".join(each[language] for language in LANGUAGES)
    FILE.write_text(json.dumps(kept, indent=0) + "\n", "utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
