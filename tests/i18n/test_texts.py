"""Every language says what English says, with the same values, within Discord's limits."""

import re
from collections import Counter
from typing import Final

import discord
import pytest
from babel import Locale
from fluent.syntax import ast

from bot.i18n.texts import (
    ENGLISH,
    FOLDER,
    LANGUAGES,
    LOCALES,
    format_items,
    format_number,
    has_text,
    language_of,
    translate,
)
from bot.jobs import FailureReason
from tests.support.fluent_texts import entries, messages, plural_forms, source, values, variables

OTHERS: Final = [language for language in LANGUAGES if language != ENGLISH]

LIMITS: Final = {
    # Discord's limits, by how an id begins or ends.
    r"command-.*": 100,
    r"menu-.*": 32,
    r"button-.*": 80,
    r".*-placeholder": 150,
    r"(status|branding)-(title|author|watermark|length).*": 256,
    r"result-file-name.*": 1024,
    r".*": 2000,
}
OPTION_NAME: Final = re.compile(r"[-_'\w]{1,32}")

_ONLY_VALUES: Final = ("log-changed", "log-line")
SAME_AS_ENGLISH: Final = {
    # A name and a value.
    ("de", "settings-limit"),
    ("es", "settings-limit"),
    ("pt-BR", "settings-limit"),
    # Values, and what stands between them.
    *((language, text_id) for language in ("de", "es", "pt-BR") for text_id in _ONLY_VALUES),
    ("de", "log-changed-in"),
    # Words that are the same in both languages.
    ("de", "history-link"),
    ("de", "option-video"),
    ("de", "result-length"),
    ("es", "option-video"),
    ("es", "result-length"),
    ("fr", "result-length"),
    ("pt-BR", "result-length"),
    ("fr", "option-signature"),
    ("fr", "status-author"),
    ("pt-BR", "track-choice"),
    ("pt-BR", "track-take"),
    ("pt-BR", "track-choice-no-length"),
    ("de", "branding-logo"),
    *((language, "card-logo-placeholder") for language in ("de", "fr", "pt-BR")),
    ("fr", "branding-logo"),
    ("fr", "part-author"),
    ("fr", "button-texts"),
    ("pt-BR", "branding-logo"),
}


def test_there_is_a_folder_for_every_language_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(LANGUAGES)
    for language in LANGUAGES:
        files = {path.name for path in (FOLDER / language).iterdir()}
        assert files == {path.name for path in (FOLDER / ENGLISH).iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_well_formed_and_no_id_stands_twice(language: str) -> None:
    assert [e.content for _, e in entries(language) if isinstance(e, ast.Junk)] == []
    ids = Counter(e.id.name for _, e in entries(language) if isinstance(e, ast.Message))
    assert [text_id for text_id, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_begins_with_what_to_know_before_writing_in_it(language: str) -> None:
    comment = next(entry for name, entry in entries(language) if name == "bot.ftl")
    assert isinstance(comment, ast.BaseComment)
    for term in ("video", "track", "task", "signature", "watermark", "server", "moderator", "host"):
        assert term in (comment.content or "")


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_in_a_language(language: str) -> None:
    assert sorted(messages(ENGLISH).keys() - messages(language).keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_stale_in_a_language(language: str) -> None:
    assert sorted(messages(language).keys() - messages(ENGLISH).keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_stands_in_the_same_file_in_every_language(language: str) -> None:
    def files(of: str) -> dict[str, str]:
        return {e.id.name: name for name, e in entries(of) if isinstance(e, ast.Message)}

    assert files(language) == files(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_shows_the_values_that_english_shows(language: str) -> None:
    english = {text_id: variables(message) for text_id, message in messages(ENGLISH).items()}
    assert {
        text_id: variables(message) for text_id, message in messages(language).items()
    } == english


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_was_left_in_english(language: str) -> None:
    same = {
        text_id
        for text_id, message in messages(language).items()
        if source(message) == source(messages(ENGLISH)[text_id])
    }
    expected = {text_id for of, text_id in SAME_AS_ENGLISH if of == language}
    assert same - expected == set(), "translate it; if it is the same there: SAME_AS_ENGLISH"
    assert expected - same == set(), "it is translated now: out of SAME_AS_ENGLISH"


@pytest.mark.parametrize("language", LANGUAGES)
def test_selectors_know_the_plural_forms_of_their_language(language: str) -> None:
    known = Locale.parse(language.replace("-", "_")).plural_form.tags | {"other"}
    for text_id, message in messages(language).items():
        assert plural_forms(message) <= known, text_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_where_discord_shows_it(language: str) -> None:
    for text_id, message in messages(language).items():
        text = translate(text_id, language, **values(message))
        limit = next(most for pattern, most in LIMITS.items() if re.fullmatch(pattern, text_id))
        assert 0 < len(text) <= limit, text_id
        assert text == text.strip(), text_id
        assert "{" not in re.sub(r"\{(member|server)\}", "", text), text_id  # what people write


@pytest.mark.parametrize("language", LANGUAGES)
def test_options_have_names_that_discord_takes(language: str) -> None:
    for text_id in messages(language):
        if text_id.startswith("option-"):
            name = translate(text_id, language)
            assert OPTION_NAME.fullmatch(name), text_id
            assert name == name.lower(), text_id


@pytest.mark.parametrize("reason", [*FailureReason, "none"])
def test_every_reason_has_words(reason: str) -> None:
    assert has_text(f"reason-{reason}")


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("fr", "fr"),
        ("ja", "ja"),
        ("pt-BR", "pt-BR"),
        ("ko", "en"),
        ("../../etc", "en"),
        ("", "en"),
    ],
)
def test_a_locale_is_answered_in_its_language_or_in_english(locale: str, language: str) -> None:
    assert language_of(locale) == language
    assert translate("answer-deleted", locale) == translate("answer-deleted", language)


def test_every_language_is_one_that_discord_offers() -> None:
    offered = {str(locale): language_of(str(locale)) for locale in discord.Locale}
    assert {offered[locale] for locale in LOCALES} == set(LANGUAGES)
    assert {locale for locale, language in offered.items() if language != ENGLISH} < set(LOCALES)


def test_an_unknown_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        translate("no-such-text", "de")


PLURALS: Final = {
    # Of one song, and of two.
    "en": ("one song", "2 songs"),
    "de": ("einen Song", "2 Songs"),
    "es": ("una canción", "2 canciones"),
    "fr": ("1 morceau", "2 morceaux"),
    "ja": ("1 件", "2 件"),
    "pt-BR": ("uma música", "2 músicas"),
}


@pytest.mark.parametrize("language", PLURALS)
def test_plurals_follow_the_language(language: str) -> None:
    one, many = PLURALS[language]
    assert one in translate("answer-choose", language, count=1)
    assert many in translate("answer-choose", language, count=2)


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en-US", "1,234.5"),
        ("en-GB", "1,234.5"),
        ("de", "1.234,5"),
        ("es-ES", "1.234,5"),
        ("es-419", "1,234.5"),  # as in Mexico
        ("fr", "1\u202f234,5"),
        ("ja", "1,234.5"),
        ("pt-BR", "1.234,5"),
        ("ko", "1,234.5"),
    ],
)
def test_numbers_follow_the_country_also_inside_texts(locale: str, written: str) -> None:
    assert format_number(1234.5, locale) == written
    assert written in translate("notice-low-credits", locale, credits=format_number(1234.5, locale))
    # A number that a text is given as such is written by the text's own rules.
    grouped = written[:-2]
    assert grouped in translate("answer-choose", locale, count=1234)


@pytest.mark.parametrize(
    ("locale", "phrase"),
    [
        ("en-US", "A, B, and C"),
        ("de", "A, B und C"),
        ("es-419", "A, B y C"),
        ("fr", "A, B et C"),
        ("ja", "A、B、C"),
        ("pt-BR", "A, B e C"),
    ],
)
def test_lists_follow_the_language(locale: str, phrase: str) -> None:
    assert format_items(["A", "B", "C"], locale) == phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_history_fits_with_the_longest_titles_and_reasons(language: str) -> None:
    jump, moment = f"[…](https://discord.com/channels/{'9' * 20}/{'9' * 20}/{'9' * 20})", "<t:1:R>"
    name = "\\*" * 32
    reasons = [translate(f"reason-{reason}", language) for reason in FailureReason]
    fallbacks = [text_id for text_id in messages(language) if text_id.startswith("fallback-")]
    why = max((translate(text_id, language) for text_id in fallbacks), key=len)
    states = [
        translate("history-posted-parent", language, link=jump, why=why),
        *(translate("history-undeliverable", language, reason=reason) for reason in reasons),
        *(translate("history-failed", language, reason=reason) for reason in reasons),
    ]
    ends = [
        translate("history-ends-soon", language, when=moment),
        translate("history-ends", language, day=moment),
        translate("history-ends-copy", language, day=moment),
        translate("history-ended", language),
    ]
    asked = translate("history-asked-by", language, when=moment, channel=name + jump, member=name)
    title = "**" + "\\*" * 80 + "**"
    entry = [title, max(states, key=len), max(ends, key=len), asked]
    page = "\n\n".join(["\n".join(entry)] * 5)
    assert len(page) <= 4096


FORBIDDEN: Final = {
    # Old or roundabout words, and a second word for one thing: what is said instead.
    "en": r"\b(asked for|on (its|their) way|anew|excepted|tracks?|wish(es)?)\b",
    "de": r"\b(Tracks?|gewünscht\w*|unterwegs)\b",
    "es": r"\b(pistas?|en camino)\b",
    "fr": r"\b(chansons?|pistes?)\b",
    "ja": r"トラック",
    "pt-BR": r"\b(faixas?|a caminho)\b",
}
MONEY: Final = {
    "en": r"charge|cost|credit|paid|pay\b",
    "de": r"berechnet|kostet|Guthaben|bezahlt",
    "es": r"cobr|cuesta|crédito|pagar",
    "fr": r"factur|coûte|crédit|payer",
    "ja": r"料金|クレジット|支払|払い",
    "pt-BR": r"cobrad|custa|crédito|pago\b",
}
_CODE: Final = re.compile(r"`[^`]*`|\{[^}]*\}")


def test_every_language_has_its_entry_in_what_texts_are_compared_with() -> None:
    for name, words in (("FORBIDDEN", FORBIDDEN), ("MONEY", MONEY), ("PLURALS", PLURALS)):
        assert words.keys() == set(LANGUAGES), f"{name}, in this file: one for each language"


def test_the_readme_names_every_language() -> None:
    readme = (FOLDER.parents[2] / "README.md").read_text("utf-8")
    names = {str(Locale.parse(one, sep="-").get_display_name("en")) for one in LANGUAGES}
    assert {name for name in names if name not in readme} == set()


@pytest.mark.parametrize("language", FORBIDDEN)
def test_one_thing_has_one_plain_word(language: str) -> None:
    """A song is a song, and a video is requested and being made: see the head of each bot.ftl."""
    forbidden = re.compile(FORBIDDEN[language])
    found = {
        text_id: match.group()
        for text_id, message in messages(language).items()
        if text_id != "option-track"  # commands' options keep their names
        and (match := forbidden.search(_CODE.sub("", source(message).split(f"{text_id} =")[-1])))
    }
    assert found == {}


@pytest.mark.parametrize("language", MONEY)
def test_where_nothing_costs_anything_no_text_speaks_of_money(language: str) -> None:
    money = re.compile(MONEY[language])
    free = {
        text_id: source(message)
        for text_id, message in messages(language).items()
        if text_id.endswith("-free") and not text_id.startswith(("record-", "credits-"))
    }
    assert {text_id for text_id, text in free.items() if money.search(text)} == set()
