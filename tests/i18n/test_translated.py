"""A change of English is seen until the translations were looked at."""

from bot.i18n.texts import LANGUAGES
from tests.i18n.translated import left_behind, present, recorded

OLD, NEW = "0", "1"


def test_the_translations_were_made_from_the_english_of_now() -> None:
    assert recorded() == present(), "look at the translations, then run: make translated"


def test_a_text_is_left_behind_when_english_changes_and_another_language_does_not() -> None:
    before = dict.fromkeys(("alone", "together", "typo", "some"), [OLD] * len(LANGUAGES))
    now = {
        "alone": [NEW, *[OLD] * (len(LANGUAGES) - 1)],
        "together": [NEW] * len(LANGUAGES),
        "typo": [OLD, NEW, *[OLD] * (len(LANGUAGES) - 2)],
        "some": [NEW, NEW, *[OLD] * (len(LANGUAGES) - 2)],
        "fresh": [NEW] * len(LANGUAGES),
    }
    assert left_behind(before, now) == {
        "alone": list(LANGUAGES[1:]),
        "some": list(LANGUAGES[2:]),
    }
