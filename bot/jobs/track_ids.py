"""Reads the ids of a track out of what people type or paste."""

import re
from typing import Final

from bot.jobs import TrackKey

_UUID: Final = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_HEX: Final = r"[0-9a-fA-F]{32}"
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_DIGIT: Final = re.compile(r"[0-9]")
_PASTED: Final = re.compile(rf"(?<![0-9A-Za-z])(?:{_UUID}|{_HEX})(?![0-9A-Za-z])")
_LABELLED: Final = re.compile(
    r"\b(?P<label>audio_?id|task_?id|music_?id)\W{1,6}(?P<value>[A-Za-z0-9][A-Za-z0-9._-]{3,127})",
    re.IGNORECASE,
)


class NotAnIdentifier(ValueError):
    """The text holds no id of a track; ``text`` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__("no id in the text")
        self.text = text


def read_ids(task_text: str, audio_text: str | None) -> tuple[str, str | None]:
    """Return the task's id and, when it was given, the track's.

    Both may be typed, or stand anywhere in one pasted text: labelled as the API labels them, or
    as the first two ids found. Raises NotAnIdentifier.
    """
    task_id, audio_id = _read_one_or_two(task_text)
    if audio_text is not None and audio_text.strip():
        given, other = _read_one_or_two(audio_text)
        audio_id = other or given
    return task_id, audio_id


def find_ids(text: str) -> list[str]:
    """Return whatever may be the id of a task or of a track in a longer text, in its order."""
    labelled = [match["value"] for match in _LABELLED.finditer(text)]
    labelled = [value for value in labelled if _DIGIT.search(value)]
    return list(dict.fromkeys([*labelled, *_PASTED.findall(text)]))


def find_key(text: str) -> TrackKey | None:
    """Return the one track that a longer text names with labels, or None."""
    tasks: set[str] = set()
    tracks: set[str] = set()
    for match in _LABELLED.finditer(text):
        is_task = match["label"].lower().startswith("task")
        (tasks if is_task else tracks).add(match["value"])
    if len(tasks) != 1 or len(tracks) != 1:
        return None
    return TrackKey(task_id=tasks.pop(), audio_id=tracks.pop())


def _read_one_or_two(text: str) -> tuple[str, str | None]:
    text = text.strip()
    if _ID.fullmatch(text):
        return text, None
    labelled = {
        match["label"].lower().replace("_", ""): match["value"]
        for match in _LABELLED.finditer(text)
    }
    if "taskid" in labelled:
        return labelled["taskid"], labelled.get("audioid") or labelled.get("musicid")
    found = list(dict.fromkeys(_PASTED.findall(text)))
    if not found:
        parts = [part for part in re.split(r"[\s,;|/]+", text) if part]
        # A title typed without choosing it has two words as well, but seldom a digit in each.
        if len(parts) == 2 and all(_ID.fullmatch(part) and _DIGIT.search(part) for part in parts):
            found = parts
    if not found:
        raise NotAnIdentifier(text)
    return found[0], found[1] if len(found) > 1 else None
