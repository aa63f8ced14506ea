"""The words of the bot, kept out of the code: Fluent files, one folder a language."""

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Final

from fluent.runtime import AbstractResourceLoader, FluentLocalization, FluentResource
from fluent.syntax.ast import Resource

_LOCALES: Final = Path(__file__).with_name("locales")
_FALLBACK: Final = "en"


class _Loader(AbstractResourceLoader):
    """Reads the files; fluent's own loader leaves them open."""

    def resources(
        self, locale: str, resource_ids: list[str]
    ) -> Generator[list[Resource], None, None]:
        """Give a language's texts, parsed."""
        texts = [(_LOCALES / locale / name).read_text("utf-8") for name in resource_ids]
        yield [FluentResource(text) for text in texts]


def say(text_id: str, locale: str, **values: str | float) -> str:
    """Give a text in a language (a Discord locale such as ``pt-BR``), or in English without it.

    Raises KeyError when there is no such text.
    """
    text = _localization(locale).format_value(text_id, values)
    if text == text_id:
        raise KeyError(text_id)
    return text


@cache
def _localization(locale: str) -> FluentLocalization:
    language = locale.partition("-")[0]
    known = [name for name in (locale, language) if (_LOCALES / name).is_dir()]
    return FluentLocalization(
        [*known, _FALLBACK],
        ["bot.ftl"],
        _Loader(),
        use_isolating=False,  # some of Discord's clients show the isolation marks as boxes
    )
