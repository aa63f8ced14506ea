"""Files of lyrics: of each format, in any state, and a plain reason for those of no use."""

import random

import pytest

from bot.studio.render.lyric_files import (
    MAX_BYTES,
    LyricFileError,
    LyricFileFault,
    is_lyric_file,
    lrc_of,
    parse_lyrics,
)
from bot.studio.render.scene.lyrics import lines_of


def read(text: str, **options: float) -> list[tuple[float, float, str]]:
    words = parse_lyrics(text.encode(), **options)
    return [(one.start_seconds, one.end_seconds, one.word) for one in words]


def test_lrc_by_lines() -> None:
    text = "[ti:Song]\n[00:01.50]We sail\n[00:04]\n[01:02.345]home\nno time\n"
    assert read(text) == [(1.5, 4.0, "\nWe sail"), (62.345, 67.345, "\nhome")]


def test_lrc_by_words() -> None:
    text = "[00:01.00]<00:01.00>We <00:01.40>sail <00:02.00>home<00:02.90>\n[00:03.00]again"
    assert read(text) == [
        (1.0, 1.4, "\nWe "), (1.4, 2.0, "sail "), (2.0, 3.0, "home"), (3.0, 8.0, "\nagain"),
    ]  # fmt: skip
    assert [line.text for line in lines_of(parse_lyrics(text.encode()))] == [
        "We sail home", "again",
    ]  # fmt: skip


def test_a_line_of_several_times_is_sung_each_time_in_its_rhythm() -> None:
    text = "[00:01.0][00:11.0]<00:01.0>la <00:01.5>la"
    assert [(start, word) for start, _, word in read(text)] == [
        (1.0, "\nla "), (1.5, "la"), (11.0, "\nla "), (11.5, "la"),
    ]  # fmt: skip


def test_an_offset_in_milliseconds_lets_words_come_sooner() -> None:
    assert read("[offset:+500]\n[00:02.00]a\n[00:00.10]b")[0][0] == 0.0
    assert read("[offset:+500]\n[00:02.00]a")[0][0] == 1.5
    assert read("[offset: -500 ]\n[00:02.00]a")[0][0] == 2.5
    assert read("[offset:999999999]\n[00:02.00]a")[0][0] == 2.0  # nobody means that


def test_subrip() -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>We sail</i>\r\nby night\r\n\r\n"
        "2\r\n00:00:02,000 --> 00:00:09,000\r\nhome\r\n"
    )
    assert read(text) == [(1.0, 2.0, "\nWe sail by night"), (2.0, 9.0, "\nhome")]
    close = "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:03,000 --> 00:00:04,000\ntwo\n"
    assert [word for _, _, word in read(close)] == ["\none", "\ntwo"]


def test_webvtt() -> None:
    text = (
        "WEBVTT - A song\n\nSTYLE\n::cue { color: red }\n\nNOTE\nby somebody\n\nintro\n"
        "00:01.000 --> 00:03.000 align:start position:10%\n"
        "<v Singer>Salt <00:01.500><c.loud>&amp;</c> <00:02.000>light\n"
    )
    assert read(text) == [(1.0, 1.5, "\nSalt "), (1.5, 2.0, "& "), (2.0, 3.0, "light")]


def test_disorder_overlaps_and_ends_before_beginnings_are_put_right() -> None:
    text = (
        "3\n00:00:05,000 --> 00:00:04,000\nlast\n\n1\n00:00:01,000 --> 00:00:09,000\nfirst\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nsecond\n"
    )
    words = read(text)
    assert [word for _, _, word in words] == ["\nfirst", "\nsecond", "\nlast"]
    assert [(start, end) for start, end, _ in words] == [(1.0, 2.0), (2.0, 3.0), (5.0, 5.0)]
    backwards = read("[00:01.0]<00:03.0>a <00:02.0>b <00:04.0>c")
    assert [start for start, _, _ in backwards] == [3.0, 3.0, 4.0]


def test_lines_beyond_the_song_are_left_out() -> None:
    text = "[00:01]in\n[00:09]at its end\n[05:00]far"
    assert read(text, song_seconds=10) == [(1.0, 6.0, "\nin"), (9.0, 10.0, "\nat its end")]
    assert fault_of(b"[05:00]far", song_seconds=10) is LyricFileFault.BEYOND_THE_SONG


def fault_of(data: bytes, **options: float) -> LyricFileFault:
    with pytest.raises(LyricFileError) as caught:
        parse_lyrics(data, **options)
    assert caught.value.message.endswith(".")
    return caught.value.fault


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", LyricFileFault.NO_TIMES),
        (b"We sail\nhome", LyricFileFault.NO_TIMES),
        (b"[00:01.00]\n[00:02.00]  ", LyricFileFault.NO_TIMES),
        (b"WEBVTT\n\nNOTE nothing", LyricFileFault.NO_TIMES),
        (b"[00:01]\xff\xfe\xfa", LyricFileFault.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0", LyricFileFault.NOT_TEXT),
        (b"[00:01]a\0b", LyricFileFault.NOT_TEXT),
        (b" " * (MAX_BYTES + 1), LyricFileFault.TOO_LARGE),
        (b"\n".join(b"[%02d:%02d]x" % divmod(n, 60) for n in range(5000)),
         LyricFileFault.TOO_MANY_LINES),
        (b"[00:01]" * 5000 + b"x", LyricFileFault.TOO_MANY_LINES),
    ],
)  # fmt: skip
def test_a_file_of_no_use_is_refused_with_its_reason(data: bytes, fault: LyricFileFault) -> None:
    assert fault_of(data) is fault


def test_utf_16_and_byte_order_marks_are_read() -> None:
    for codec in ("utf-8-sig", "utf-16"):
        (word,) = parse_lyrics("[00:01]夜の港".encode(codec))
        assert word.word == "\n夜の港"


def test_whatever_stands_in_a_file_is_words_in_order_or_a_reason() -> None:
    rng = random.Random(7)
    pieces = [
        "[00:01]",
        "[1:2:3.4]",
        "<00:02.5>",
        "-->",
        "00:01.000 --> 00:02.000",
        "\n",
        "\n\n",
        "la ",
        "<",
        ">",
        "[offset:-9]",
        "{\\b1}",
        "&#x202e;",
        "[",
        "]",
        "WEBVTT",
        "7",
    ]
    for _ in range(400):
        data = "".join(rng.choices(pieces, k=rng.randrange(30))).encode()
        try:
            words = parse_lyrics(data)
        except LyricFileError:
            continue
        assert all(0 <= one.start_seconds <= one.end_seconds for one in words)
        assert [one.start_seconds for one in words] == sorted(one.start_seconds for one in words)


def test_names_of_lyrics() -> None:
    assert is_lyric_file("Song.LRC")
    assert is_lyric_file("a.b.vtt")
    assert not is_lyric_file("lrc")
    assert not is_lyric_file("song.txt")


@pytest.mark.parametrize(
    "text",
    [
        "[00:01.50]We sail\n[00:04]\n[01:02.345]home",
        "[00:01.00]<00:01.00>We <00:01.40>sail <00:02.00>home\n[00:03.00]again",
        (
            "00:00:01,000 --> 00:00:02,500\n<i>We</i> &lt;b&gt; &amp;amp; sail\n\n"
            "00:00:07,000 --> 00:00:09,000\n[offset:500] [00:03.00] [Chorus] &lt;00:08.00&gt; {x}\n"
        ),
    ],
)
def test_words_written_as_lrc_are_read_as_the_same(text: str) -> None:
    words = parse_lyrics(text.encode())
    assert parse_lyrics(lrc_of(words).encode()) == words


def test_words_written_as_lrc_stand_there_as_they_are_sung_where_nothing_hinders() -> None:
    # Players show a video's lyrics as the file has them, without undoing anything.
    row = "[00:01.000]Me & you > R&B, I <3 it {ad-lib} [Chorus]\n"
    assert row in lrc_of(parse_lyrics(row.encode()))


def test_a_small_file_that_means_millions_of_words_is_refused_before_it_is_laid_out() -> None:
    text = "[0:01]" * 1500 + "<0:02>la " * 1500
    with pytest.raises(LyricFileError) as refused:
        parse_lyrics(text.encode())
    assert refused.value.fault is LyricFileFault.TOO_MANY_LINES
