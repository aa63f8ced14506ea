"""Lyrics with times, as both contracts' vendor gives them: each answer costs credits."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.video_api.models import Answer, Objects

LYRICS_PATH: Final = "/api/v1/generate/get-timestamped-lyrics"
LYRICS_CREDITS: Final = 0.5
"""About what an answer costs (0.4 to 0.5, as measured by others)."""

_MAX_WORDS: Final = 20_000


class TimedWord(BaseModel):
    """A word and when it is sung, in seconds.

    Section tags and line ends stand inside ``word``, as in ``"[Verse]\\nWaggin'"``.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    word: str = Field(max_length=1000)
    start_seconds: float = Field(ge=0, le=86_400, validation_alias="startS")
    end_seconds: float = Field(ge=0, le=86_400, validation_alias="endS")


class _AlignedWords(Answer):
    words: Objects = Field(default=[], alias="alignedWords")


def words_in(data: object) -> list[TimedWord]:
    """Return the words of an answer that have a usable time; an instrumental has none."""
    try:
        given = _AlignedWords.model_validate(data).words[:_MAX_WORDS]
    except ValidationError:
        return []
    return [word for item in given if (word := _word(item)) is not None]


def _word(item: dict[str, Any]) -> TimedWord | None:
    if item.get("success") is False:
        return None
    try:
        word = TimedWord.model_validate(item)
    except ValidationError:
        return None
    return word if word.start_seconds <= word.end_seconds else None
