"""What is left of a file's name as a title: the song's, and nothing that is for files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.studio.tags.file_names import title_from_file_name

CLEANED = {
    "my song-FINAL v3 (1)": "my song",
    "my song": "my song",
    "my_song": "my song",
    "Night_Ferry_FINAL": "Night Ferry",
    "01_Night_Ferry_final_v2": "Night Ferry",
    "Night Ferry FINAL FINAL": "Night Ferry",
    "Night Ferry_final": "Night Ferry",
    "night-ferry-final": "night-ferry",
    "Night Ferry - Final": "Night Ferry",
    "Night Ferry final v2": "Night Ferry",
    "Night Ferry (Final)": "Night Ferry",
    "Night Ferry [final mix]": "Night Ferry",
    "Night Ferry v3": "Night Ferry",
    "Night Ferry (v2.1)": "Night Ferry",
    "Night Ferry FINAL V2": "Night Ferry",
    "Night Ferry-mixdown": "Night Ferry",
    "Night Ferry (1)": "Night Ferry",
    "Night Ferry(2)": "Night Ferry",
    "Night Ferry - Copy": "Night Ferry",
    "Night Ferry - Copy (2)": "Night Ferry",
    "Nachtfähre - Kopie": "Nachtfähre",
    "夜のフェリー - コピー": "夜のフェリー",
    "Night Ferry copy 2": "Night Ferry",
    "Night Ferry.mp3": "Night Ferry",
    "Night Ferry.wav (1)": "Night Ferry",
    "Night Ferry (320kbps)": "Night Ferry",
    "Night Ferry (Official Video)": "Night Ferry",
    "Night Ferry [Official Audio] [HQ]": "Night Ferry",
    "Night Ferry [dQw4w9WgXcQ]": "Night Ferry",
    "01 Night Ferry": "Night Ferry",
    "01 - Night Ferry": "Night Ferry",
    "01. Night Ferry": "Night Ferry",
    "01_Night_Ferry": "Night Ferry",
    "01-Night Ferry": "Night Ferry",
    "1-07 Night Ferry": "Night Ferry",
    "7. Night Ferry": "Night Ferry",
    "12 - Night Ferry": "Night Ferry",
    "Night%20Ferry": "Night Ferry",
    "  Night   Ferry  ": "Night Ferry",
}

STAY = (
    "1999", "24K Magic", "(What's the Story)", "(What's the Story) Morning Glory", "v", "V",
    "Final Countdown", "The Final Countdown", "The Final", "the-final", "Semi-Final", "FINAL",
    "Final", "final", "v2", "V8", "Ford V8", "99 Problems", "7 Rings", "99 Luftballons", "Song 2",
    "Blink-182", "Take 5", "007", "1-800-273-8255", "9. Symphonie", "5. Sinfonie", "Anti-Hero",
    "Carbon Copy", "carbon copy", "Puppet Master", "Grand Finale", "Hallelujah (Live)",
    "Strobe (Radio Edit)", "Umbrella (feat. Jay-Z)", "Summer (1969)", "1979 - Remastered",
    "(1)", "(2) Hearts", "Movement [Alternative]", "HQ", "AM/PM", "24-7", "4:44", "0", "00", "...",
    "Mr. Blue Sky", "R.E.M", "50% Off", "100%", "MASTER", "LIVE FINAL", "Ob-La-Di, Ob-La-Da",
    "愛", "Año Nuevo", "Пламя", "🎵", "v1beta", "Vitamin V", "3 AM",
)  # fmt: skip


@pytest.mark.parametrize(("name", "title"), CLEANED.items())
def test_what_is_for_files_is_left_out_of_a_title(name: str, title: str) -> None:
    assert title_from_file_name(name) == title


@pytest.mark.parametrize("name", STAY)
def test_what_may_be_a_title_stays(name: str) -> None:
    assert title_from_file_name(name) in (name, name.strip(" -.,"))


@given(st.text(st.sampled_from("aV v1(02)-_.[]FINALfinal é夜"), max_size=30))
def test_something_is_always_left_and_stays_as_it_is(name: str) -> None:
    title = title_from_file_name(name)
    assert bool(title) == bool(name.replace("_", " ").strip())
    assert "  " not in title
