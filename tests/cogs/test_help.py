"""``/help``: for members and moderators, with its pictures."""

from pathlib import Path

import pytest
from PIL import Image

from bot.demo.locales import with_locales
from cogs.help import PICTURES, STEPS
from tests.cogs.simcord_harness import open_stage, studio_in
from tests.cogs.test_history import answer

_DISCORDS_LIMIT = 6000  # characters of all embeds together
_SMALL = 64 << 10


@pytest.mark.parametrize("has_studio", [True, False])
async def test_it_shows_three_steps_and_moderators_a_card_more(
    tmp_path: Path, has_studio: bool
) -> None:
    more = {"studio": studio_in(tmp_path)} if has_studio else {}
    async with open_stage(tmp_path, **more) as stage:
        for locale in ("en-US", "ja"):
            people = {one.id: locale for one in (stage.mia, stage.max)}
            with with_locales(stage.env, people, "en-US"):
                for person, cards in ((stage.mia, 3), (stage.max, 4)):
                    shown = answer(await person.slash(stage.channel, "help"))
                    assert [one.filename for one in shown.attachments] == [
                        f"{name}.png" for name in STEPS
                    ]
                    texts = [embed.description or "" for embed in shown.embeds]
                    assert len(texts) == cards
                    assert ("`/track add`" in texts[0]) is has_studio
                    assert sum(map(len, shown.embeds)) < _DISCORDS_LIMIT


def test_its_pictures_are_small() -> None:
    for name in STEPS:
        path = PICTURES / f"{name}.png"
        assert path.stat().st_size < _SMALL
        with Image.open(path) as picture:
            assert picture.width == 640
