"""What is pasted where a video is published: nothing in it but what the song itself says."""

import pytest

from bot.studio.description import Chapter, chapters_of, described
from bot.studio.render.lyric_files import parse_lyrics

LRC = """[00:01.00][Verse 1] First <3 line
[00:04.00]second line
[00:30.00][Chorus]
[00:31.00]third line
[00:35.00][Shout] hey
[01:00.00][Verse 2] last line
"""


def test_a_description_holds_what_the_song_says() -> None:
    text = described(
        title="Night Drive",
        artist="The Band",
        names=("Mia", "club.example", "Mia", ""),
        tags="synth wave, Night, night, #80s; ",
        lyrics=LRC,
        seconds=90.0,
    )
    assert text == (
        "Night Drive\nThe Band\nMia\nclub.example\n\n"
        "0:00 Verse 1\n0:30 Chorus\n1:00 Verse 2\n\n"
        "#SynthWave #Night #80s\n\n"
        "First <3 line\nsecond line\nthird line\nhey\nlast line\n"
    )


def test_what_there_is_not_leaves_no_gap() -> None:
    plain = described(title="T", artist="", names=(), tags=None, lyrics="", seconds=9.0)
    assert plain == "T\n"
    broken = described(title="T", artist="T", names=(), tags=" , ;", lyrics="no times", seconds=9.0)
    assert broken == "T\nT\n"


@pytest.mark.parametrize(
    ("lrc", "seconds", "chapters"),
    [
        (LRC, 90.0, [Chapter(0.0, "Verse 1"), Chapter(30.0, "Chorus"), Chapter(60.0, "Verse 2")]),
        (LRC, 65.0, []),  # the last one would have five seconds, and two are too few
        ("[00:01.00]plain\n", 90.0, []),
    ],
)
def test_chapters_are_as_players_take_them(
    lrc: str, seconds: float, chapters: list[Chapter]
) -> None:
    assert chapters_of(parse_lyrics(lrc.encode()), seconds) == chapters
