"""What members write for a part of a song: read in any form, refused in precise words."""

import pytest

from bot.discord_client.errors import UserError
from bot.i18n.texts import translate
from bot.jobs import RenderOptions
from bot.messages.options import describe_options, shown_seconds
from bot.video_api.clock_time import seconds_of
from cogs._shared.look_options import (
    check_part,
    choices_from,
    colour_choices,
    colours_from,
    length_choices,
    start_choices,
)


def options(start: str | None = None, length: str | None = None) -> RenderOptions:
    given = {"author": None, "watermark": None, "look": None, "shape": None, "colours": None}
    return choices_from(**given, start=start, length=length, locale="de").options


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("65", 65), ("1:05", 65), ("01:05", 65), ("65.5", 65.5), ("1:05,25", 65.25), (" 7 ", 7),
     ("30s", 30), ("30 s", 30), ("0:00", 0), ("12:59", 779), ("\uff11\uff1a\uff10\uff15", 65)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "1:5", "1:60", "1:65", "a", "-3", "1:2:3", "1e3", "65.", ".5", "nan", "1:05m"]
)
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        seconds_of(text)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (None, None, {}),
        ("0", None, {}),
        ("1:05", None, {"start_seconds": 65}),
        ("1:05", "0:30", {"start_seconds": 65, "length_seconds": 30}),
        (None, "3", {"length_seconds": 3}),
        (None, "99:00", {}),
        ("best", None, {"start_seconds": "best", "length_seconds": 30}),
        (" BEST ", "12", {"start_seconds": "best", "length_seconds": 12}),
        ("die lauteste stelle", "12", {"start_seconds": "best", "length_seconds": 12}),
    ],
)
def test_a_part_is_kept_in_one_form(
    start: str | None, length: str | None, expected: dict[str, object]
) -> None:
    assert options(start, length).model_dump(exclude_none=True) == expected


@pytest.mark.parametrize(
    ("start", "length", "text_id"),
    [
        ("soon", None, "error-start-unreadable"),
        ("1:65", None, "error-start-unreadable"),
        ("14:58", None, "error-start-unreadable"),
        (None, "half", "error-length-unreadable"),
        (None, "2.9", "error-part-short"),
        ("best", "0", "error-part-short"),
    ],
)
def test_what_can_be_no_part_is_refused_with_what_was_written(
    start: str | None, length: str | None, text_id: str
) -> None:
    with pytest.raises(UserError) as refused:
        options(start, length)
    assert refused.value.text_id == text_id
    assert (length or start or "") in translate(text_id, "en-US", **refused.value.values)


def test_a_part_has_to_begin_three_seconds_before_the_song_ends_where_that_is_known() -> None:
    check_part(options("1:00"), 63.0)
    check_part(options("1:00"), None)
    check_part(options("best"), 1.0)
    with pytest.raises(UserError) as refused:
        check_part(options("1:00"), 62.9)
    told = translate(refused.value.text_id, "en-US", **refused.value.values)
    assert told.startswith("The song is 1:02 long, and a part has 3 seconds at least, so none")


@pytest.mark.parametrize(
    ("text", "colours"),
    [("#FF8800", "#ff8800"), ("ff8800", "#ff8800"), ("#f80", "#ff8800"), (" #0a0 ", "#00aa00"),
     ("cover", "cover"), ("Die Farben des Covers", "cover"), ("server", None), ("", None),
     (None, None)],
)  # fmt: skip
def test_colours_are_read_as_people_write_them(text: str | None, colours: str | None) -> None:
    assert colours_from(text, "de") == colours


@pytest.mark.parametrize("text", ["red", "#ff88", "#gg0000", "#ff880", "255,0,0"])
def test_what_is_no_colour_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(UserError) as refused:
        colours_from(text, "de")
    assert text in translate(refused.value.text_id, "de", **refused.value.values)


def test_colours_are_offered_as_they_are_typed() -> None:
    assert [choice.value for choice in colour_choices("", "en-US")] == ["cover", "server"]
    assert [choice.value for choice in colour_choices("f80", "en-US")] == ["#ff8800"]
    assert [choice.value for choice in colour_choices("cov", "en-US")] == ["cover"]


def test_times_are_offered_as_they_are_typed() -> None:
    values = [choice.value for choice in start_choices("", "en-US")]
    assert values == ["best", "0:15", "0:30", "1:00"]
    assert [(one.name, one.value) for one in start_choices("65.5", "en-US")] == [("1:05", "65.5")]
    assert [choice.value for choice in start_choices("laut", "de")] == ["best"]
    assert [choice.value for choice in length_choices("0:3")] == ["0:30"]


@pytest.mark.parametrize(
    ("start", "length", "words", "seconds"),
    [
        ("1:05", "0:30", "1:05 to 1:35", 30),
        ("1:05", None, "from 1:05", 55),
        (None, "20", "0:00 to 0:20", 20),
        ("best", None, "the loudest 0:30", 30),
        ("1:50", "30", "1:50 to 2:20", 10),
    ],
)
def test_a_part_is_told_with_its_own_length(
    start: str | None, length: str | None, words: str, seconds: float
) -> None:
    part = options(start, length)
    assert describe_options(part, "en-US") == [words]
    assert shown_seconds(part, 120.0) == seconds
