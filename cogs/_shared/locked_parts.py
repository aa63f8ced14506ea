"""What is told of the parts of a branding that moderators have locked."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.i18n.texts import format_items, translate
from bot.jobs import RenderOptions
from bot.messages.options import describe_options
from bot.sanitize import escape
from bot.store import CreatedRequest

_ORDER: Final = ("author", "domain_name", "look", "shape", "colours", "font", "logo", "cards")


_RULED: Final = frozenset({"lyrics", "quality"})
"""What is other than it was asked for without being locked."""


def part_names(parts: Iterable[str], locale: str) -> str:
    """Return what parts of a branding are called, in one phrase; both cards are one."""
    named = {"cards" if part in ("intro", "outro") else part for part in parts}
    ids = (f"part-{part.replace('_', '-')}" for part in _ORDER if part in named)
    return format_items([translate(text_id, locale) for text_id in ids], locale)


def replaced_text(created: CreatedRequest, locale: str) -> str:
    """Return what stands on a video in place of what the member gave, and what is left out."""
    lines = []
    if created.replaced - _RULED:
        instead = list(_instead(created, locale)) or [translate("locked-usual", locale)]
        parts = part_names(created.replaced, locale)
        instead_words = format_items(instead, locale)
        lines.append(translate("answer-locked", locale, parts=parts, instead=instead_words))
    if "lyrics" in created.replaced:
        lines.append(translate("answer-lyrics-left-out", locale))
    if "quality" in created.replaced:
        quality = created.job.request.options.quality
        text_id = "answer-quality-lowered" if quality else "answer-quality-usual"
        lines.append(translate(text_id, locale, quality=quality or ""))
    return "\n".join(lines)


def _instead(created: CreatedRequest, locale: str) -> Iterator[str]:
    request, replaced = created.job.request, created.replaced
    if "author" in replaced:
        text_id = "result-author" if request.author else "locked-no-author"
        yield translate(text_id, locale, author=escape(request.author or ""))
    if "domain_name" in replaced:
        text_id = "result-watermark" if request.domain_name else "locked-no-watermark"
        yield translate(text_id, locale, watermark=escape(request.domain_name or ""))
    chosen = request.options.model_dump(include=set(replaced & {"look", "shape", "colours"}))
    yield from describe_options(RenderOptions(**chosen), locale)
    if "font" in replaced and request.options.font:
        yield escape(request.options.font)
    if "logo" in replaced and request.options.logo:
        yield translate("part-logo", locale)
