"""How a video is made, and what of that its member chose."""

import pytest

from bot.jobs import NONE, Branding, Logo, RenderOptions
from bot.policy.branding_variants import variant_of

LOGO = Logo(logo_id="0" * 32)
MADE = RenderOptions(look="bars", font="Oswald", logo=LOGO, intro="Hi", outro="Bye")


@pytest.mark.parametrize(
    ("chosen", "again"),
    [
        ({}, {}),  # a server's branding may be another one by now
        ({"font": "Oswald"}, {"font": "Oswald"}),
        ({"logo": NONE, "intro": "", "outro": ""}, {"logo": NONE, "intro": "", "outro": ""}),
        ({"lyrics": False}, {"lyrics": False}),
        ({"font": NONE}, {"font": NONE}),
    ],
)
def test_a_video_is_asked_for_again_with_what_its_member_chose(
    chosen: dict[str, object], again: dict[str, object]
) -> None:
    asked = RenderOptions.model_validate(chosen)
    made = {
        part: None if value in (NONE, "") else value for part, value in chosen.items()
    }  # as a provider completes it
    kept = MADE.model_copy(update=made).with_own(asked)
    read = RenderOptions.model_validate_json(kept.kept() or "{}")
    assert read == kept
    expected = RenderOptions.model_validate({"look": "bars", **again})
    assert kept.as_made().as_chosen(read.own) == expected
    # Who chose what makes no other video.
    assert variant_of(Branding(), kept) == variant_of(Branding(), kept.as_made())
