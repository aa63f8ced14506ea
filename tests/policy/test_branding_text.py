"""What may be written on a video, by whom."""

import pytest

from bot.policy.branding_text import InvalidText, TextError, validate_branding_text

FINE = [
    "Mia & the Machines",
    "@mia",
    "music.example",
    "Да · はい · 좋아",
    "Việt Nam ế",
    "👩‍🎤 Mia",
    "$ign",
    "Discord Me",
    "discordion",
    "no. 1/2",
    "AC/DC",
]


@pytest.mark.parametrize("text", FINE)
def test_names_and_domains_are_fine(text: str) -> None:
    assert validate_branding_text(text, by_moderator=False) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * 51, TextError.TOO_LONG),
        ("\u2800\u3164", TextError.INVISIBLE),
        ("<#123>", TextError.MENTION),
        ("hi @here", TextError.MENTION),
        ("<t:0:R>", TextError.MENTION),
        ("\uff20everyone", TextError.MENTION),
    ],
)
def test_what_no_video_can_show_is_refused_to_everybody(text: str, fault: TextError) -> None:
    for by_moderator in (False, True):
        with pytest.raises(InvalidText) as refused:
            validate_branding_text(text, by_moderator=by_moderator)
        assert refused.value.error is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("discord.gg/x", TextError.INVITE),
        ("discord(dot)gg/x", TextError.INVITE),
        ("DISCORDAPP.com/invite/x", TextError.INVITE),
        ("d\u0456sc\u043erd.gg/x", TextError.INVITE),
        ("dsc.gg/x", TextError.INVITE),
        ("www.music.example", TextError.LINK),
        ("music.example/buy", TextError.LINK),
        ("https://music.example", TextError.LINK),
    ],
)
def test_invites_and_links_are_moderators_to_write(text: str, fault: TextError) -> None:
    with pytest.raises(InvalidText) as refused:
        validate_branding_text(text, by_moderator=False)
    assert refused.value.error is fault
    assert validate_branding_text(text, by_moderator=True) == text
