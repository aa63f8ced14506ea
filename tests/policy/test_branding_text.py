"""What may be written on a video, by whom."""

import pytest

from bot.policy.branding_text import Fault, Unfit, inscription

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
    assert inscription(text, by_moderator=False) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * 51, Fault.TOO_LONG),
        ("\u2800\u3164", Fault.INVISIBLE),
        ("<#123>", Fault.MENTION),
        ("hi @here", Fault.MENTION),
        ("<t:0:R>", Fault.MENTION),
        ("\uff20everyone", Fault.MENTION),
    ],
)
def test_what_no_video_can_show_is_refused_to_everybody(text: str, fault: Fault) -> None:
    for by_moderator in (False, True):
        with pytest.raises(Unfit) as refused:
            inscription(text, by_moderator=by_moderator)
        assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("discord.gg/x", Fault.INVITE),
        ("discord(dot)gg/x", Fault.INVITE),
        ("DISCORDAPP.com/invite/x", Fault.INVITE),
        ("d\u0456sc\u043erd.gg/x", Fault.INVITE),
        ("dsc.gg/x", Fault.INVITE),
        ("www.music.example", Fault.LINK),
        ("music.example/buy", Fault.LINK),
        ("https://music.example", Fault.LINK),
    ],
)
def test_invites_and_links_are_moderators_to_write(text: str, fault: Fault) -> None:
    with pytest.raises(Unfit) as refused:
        inscription(text, by_moderator=False)
    assert refused.value.fault is fault
    assert inscription(text, by_moderator=True) == text
