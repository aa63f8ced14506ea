"""A change of English is seen until the translations were looked at."""

from bot.i18n.texts import LANGUAGES
from tests.i18n.translated import left_behind, present, recorded

OLD, NEW = "0", "1"


def test_the_translations_were_made_from_the_english_of_now() -> None:
    assert recorded() == present(), "look at the translations, then run: make translated"


def test_a_text_is_left_behind_when_english_changes_and_another_language_does_not() -> None:
    english, second, *_ = LANGUAGES
    old, new = dict.fromkeys(LANGUAGES, OLD), dict.fromkeys(LANGUAGES, NEW)
    before = dict.fromkeys(("alone", "together", "typo", "some"), old)
    now = {
        "alone": old | {english: NEW},
        "together": new,
        "typo": old | {second: NEW},
        "some": old | {english: NEW, second: NEW},
        "fresh": new,
    }
    assert left_behind(before, now) == {
        "alone": list(LANGUAGES[1:]),
        "some": list(LANGUAGES[2:]),
    }


def test_a_language_that_is_new_is_behind_nothing() -> None:
    known = dict.fromkeys(LANGUAGES, OLD)
    before = {"same": known, "changed": known}
    now = {"same": known | {"xx": OLD}, "changed": dict.fromkeys([*LANGUAGES, "xx"], NEW)}
    assert left_behind(before, now) == {}
    del before["same"][LANGUAGES[-1]]
    assert left_behind(before, now) == {}
