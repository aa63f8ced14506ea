"""What people type and paste, and which ids are read out of it."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.jobs import TrackKey
from bot.jobs.track_ids import NotAnIdentifier, find_ids, find_key, read_ids
from bot.video_api import Submission

TASK, AUDIO = "5c79be8e5a5c4a0c9b4f1f2e3d4c5b6a", "e231b6a2-3c1f-4e57-9c1b-2d0f7a9b8c7d"
UPPER = AUDIO.upper()


@pytest.mark.parametrize(
    "text",
    [
        f"{TASK} {AUDIO}",
        f"  {TASK}\n{AUDIO}  ",
        f"{TASK},{AUDIO}",
        f"{TASK}/{AUDIO}",
        f"{TASK} | {AUDIO}",
        f"task {TASK} track {AUDIO}",
        f"<{TASK}> (`{AUDIO}`)",
        f"https://x.example/song/{TASK}?audio={AUDIO}&x=1",
        f"taskId: {TASK}\naudioId: {AUDIO}",
        f"audioId={AUDIO}&taskId={TASK}",
        f"audio_id = {AUDIO}; task_id = {TASK}",
        f"TASKID: {TASK}, MusicId: {AUDIO}",
        json.dumps({"taskId": TASK, "audioId": AUDIO}),
        json.dumps({"audioId": AUDIO, "callBackUrl": "https://x.example", "taskId": TASK}),
        json.dumps({"data": {"taskId": TASK, "musicId": AUDIO}}, indent=2),
        json.dumps(json.dumps({"taskId": TASK, "audioId": AUDIO})),
        f"{TASK} {AUDIO} {TASK} {'0' * 32}",
    ],
)
def test_one_pasted_text_holds_both_ids(text: str) -> None:
    assert read_ids(text, None) == (TASK, AUDIO)
    assert find_ids(text)[:2] in ([TASK, AUDIO], [AUDIO, TASK])


def test_two_short_ids_are_taken_as_they_are() -> None:
    assert read_ids("demo-1 take.2", None) == ("demo-1", "take.2")


@pytest.mark.parametrize("text", [TASK, AUDIO, UPPER, "demo-1", "x", f" {TASK}\n", f"(see {TASK})"])
def test_one_id_leaves_the_track_open(text: str) -> None:
    task_id, audio_id = read_ids(text, None)
    assert task_id in (TASK, AUDIO, UPPER, "demo-1", "x")
    assert audio_id is None


def test_the_same_id_twice_names_no_track() -> None:
    assert read_ids(f"{TASK} {TASK}", None) == (TASK, None)


@pytest.mark.parametrize("audio_text", [None, "", "  "])
def test_an_empty_second_field_says_nothing(audio_text: str | None) -> None:
    assert read_ids(f"{TASK} {AUDIO}", audio_text) == (TASK, AUDIO)


def test_the_second_field_wins_over_the_first() -> None:
    assert read_ids(f"{TASK} {AUDIO}", "other-track") == (TASK, "other-track")


def test_both_ids_pasted_into_the_second_field_name_the_track() -> None:
    assert read_ids(TASK, f"{TASK} {AUDIO}") == (TASK, AUDIO)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "my nice song", "one two three", "@everyone", "-", "…", "🎵 🎶", "a b!", "x" * 129],
)
def test_junk_holds_no_id(text: str) -> None:
    with pytest.raises(NotAnIdentifier) as refused:
        read_ids(text, None)
    assert refused.value.text == text.strip()


def test_hex_inside_a_longer_word_is_no_id() -> None:
    with pytest.raises(NotAnIdentifier):
        read_ids(f"some {TASK}ff words", None)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(max_size=300), st.none() | st.text(max_size=150))
@example(f"taskId: {'x' * 200}", None)
@example(f"task_id:::{TASK}", f"audio_id {'y' * 128}")
def test_whatever_is_read_can_be_submitted(task_text: str, audio_text: str | None) -> None:
    try:
        task_id, audio_id = read_ids(task_text, audio_text)
    except NotAnIdentifier:
        return
    Submission(task_id=task_id, audio_id=audio_id or "a", callback_url="u")


ID = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}", fullmatch=True)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(ID, ID)
def test_two_fields_are_taken_as_typed(task_id: str, audio_id: str) -> None:
    assert read_ids(task_id, audio_id) == (task_id, audio_id)


def test_a_title_of_two_words_is_not_taken_for_two_ids() -> None:
    with pytest.raises(NotAnIdentifier):
        read_ids("mein Lied", None)


OTHER = "f" * 32


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (f"listen: https://songs.example/song/{AUDIO}?ref=x#top", [AUDIO]),
        (f"**{TASK}**, and <https://x.example/{OTHER}.mp3>", [TASK, OTHER]),
        (f"taskId: {TASK}, again {TASK}", [TASK]),
        ("taskId: demo-1, audioId: take-2", ["demo-1", "take-2"]),
        (f"image_{AUDIO}.jpeg", [AUDIO]),
        (f"https://cdn.example/a.png?hm={TASK}{OTHER}", []),
        ("my task id: later, please", []),
        ("take2 4ever", []),
        ("", []),
    ],
)
def test_a_message_is_searched_for_whatever_may_be_an_id(text: str, ids: list[str]) -> None:
    assert find_ids(text) == ids


@pytest.mark.parametrize(
    "text",
    [
        f"taskId: {TASK}\nsome words\naudioId: {AUDIO}",
        f"https://x.example/?audioId={AUDIO}&taskId={TASK} (taskId {TASK})",
        json.dumps({"data": {"task_id": TASK, "musicId": AUDIO}}),
    ],
)
def test_labels_name_a_track_for_certain(text: str) -> None:
    assert find_key(text) == TrackKey(task_id=TASK, audio_id=AUDIO)


@pytest.mark.parametrize(
    "text",
    [
        f"{TASK} {AUDIO}",
        f"taskId: {TASK}",
        f"taskId: {TASK}, audioId: {AUDIO}, audioId: {OTHER}",
        f"taskId: {TASK}, taskId: {OTHER}, audioId: {AUDIO}",
        "take2 4ever",
    ],
)
def test_what_might_be_several_tracks_is_not_taken_for_one(text: str) -> None:
    assert find_key(text) is None
