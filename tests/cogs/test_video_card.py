"""The card on which a member composes a video: drawn anew with each choice, and made as shown."""

import io
from pathlib import Path
from typing import Any, Final

import av
import pytest
from PIL import Image
from simcord import actors
from simcord.results import InteractionResult

from bot.jobs import RenderOptions, Shape
from cogs._shared.card_choices import chosen, menu_of
from tests.cogs.simcord_harness import CogHarness, open_stage, told
from tests.cogs.test_branding import branding
from tests.cogs.test_track import add, answered, song, studio_stage
from tests.support.rows import rows_of

MENUS: Final = ("look", "shape", "part", "colours")


def components(result: InteractionResult) -> dict[str, dict[str, Any]]:
    """Return a card's menus and buttons, by what they are."""
    found = [one for row in answered(result).components for one in row["components"]]
    return {one["custom_id"].split(":")[2]: one for one in found}


def ids(result: InteractionResult) -> dict[str, str]:
    """Return the ids of a card's menus and buttons, by what they are."""
    return {name: str(one["custom_id"]) for name, one in components(result).items()}


async def picture_of(result: InteractionResult) -> Image.Image:
    (file,) = answered(result).attachments
    return Image.open(io.BytesIO(await file.read()))


async def choose(
    stage: CogHarness, card: InteractionResult, menu: str, value: str
) -> InteractionResult:
    return await stage.mia.select(answered(card), [value], custom_id=ids(card)[menu])


async def test_a_song_is_followed_by_a_card_that_makes_what_it_shows(tmp_path: Path) -> None:
    async with studio_stage(tmp_path, is_drawing=True) as stage:
        card = await add(stage, song(tmp_path, 8.0), title="Rain", artist="Ada")
        assert "**Rain**" in told(card)
        assert "the picture shows it after each choice" in told(card)
        assert stage.messages() == []
        assert set(ids(card)) == {*MENUS, "texts", "more", "make"}
        wide = await picture_of(card)
        assert wide.size == (640, 360)
        await choose(stage, card, "look", "wave")
        await choose(stage, card, "part", "whole")
        await choose(stage, card, "colours", "#3e8bff")
        tall = await choose(stage, card, "shape", "tall")
        assert (await picture_of(tall)).size == (360, 640)
        form = await stage.mia.click(answered(card), custom_id=ids(card)["texts"])
        await stage.mia.submit_modal(form, {"author": "Mia", "domain_name": ""})
        await stage.mia.click(answered(card), custom_id=ids(card)["make"])
        (post,) = await stage.posted()
        assert "signed Mia" in post.content
        (video,) = await rows_of(stage.app.store, "videos")
        made = RenderOptions.model_validate_json(video["options"])
        assert (made.look, made.shape, made.colours) == ("wave", Shape.TALL, "#3e8bff")


async def test_anybody_makes_a_video_anew_from_under_it(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        await branding(stage, "set", look="mirror", watermark="club.example")
        await branding(stage, "policy", policy="locked", part="look")
        card = await add(stage, song(tmp_path), title="Rain")
        await stage.mia.click(answered(card), custom_id=ids(card)["make"])
        (post,) = await stage.posted()
        anew = await stage.ben.click(post, label="Make another…")
        assert "can't be drawn at the moment" in told(anew)
        menu = components(anew)["look"]
        assert menu["disabled"]
        assert "🔒 Locked by the moderators: look" in menu["placeholder"]
        await stage.ben.select(answered(anew), ["square"], custom_id=ids(anew)["shape"])
        await stage.ben.click(answered(anew), custom_id=ids(anew)["make"])
        assert len(await stage.posted(2)) == 2
        shapes = [
            RenderOptions.model_validate_json(row["options"]).shape
            for row in await rows_of(stage.app.store, "videos")
        ]
        assert sorted(map(str, shapes)) == ["square", "wide"]


async def test_a_card_is_its_members_own_and_times_out_with_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with studio_stage(tmp_path) as stage:
        card = await add(stage, song(tmp_path))
        with monkeypatch.context() as forged:  # to others the message can't be seen
            forged.setattr(actors, "can_access_message", lambda *_, **__: True)
            other = await stage.ben.click(answered(card), custom_id=ids(card)["make"])
        assert "This card has timed out" in told(other)
        await stage.restart()
        late = await stage.mia.click(answered(card), custom_id=ids(card)["make"])
        assert "This card has timed out, and nothing was started." in told(late)
        assert stage.messages() == []


async def test_the_other_page_has_what_videos_carry_and_it_is_kept_for_the_next(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path) as stage:
        await branding(stage, "set", font="Oswald", intro="Hello", outro="Bye")
        await branding(stage, "policy", policy="locked", part="cards")
        card = await add(stage, song(tmp_path), title="Rain")
        more = await stage.mia.click(answered(card), custom_id=ids(card)["more"])
        assert set(ids(more)) == {"font", "cards", "lyrics", "texts", "back", "make"}
        offered = {one["label"]: one["value"] for one in components(more)["font"]["options"]}
        assert {"The server's typeface", "The usual one", "Comfortaa"} < set(offered)
        assert components(more)["cards"]["disabled"]
        chosen_now = await choose(stage, more, "font", "none")
        assert set(ids(chosen_now)) == set(ids(more))  # it stays on that page
        await choose(stage, more, "lyrics", "none")
        back = await stage.mia.click(answered(card), custom_id=ids(more)["back"])
        assert set(ids(back)) == set(ids(card))
        await stage.mia.click(answered(card), custom_id=ids(card)["make"])
        (post,) = await stage.posted()
        assert "without lyrics" in post.content
        # The command says the same, and finds it for free; what is locked is replaced, and told.
        (row,) = await rows_of(stage.app.store, "tracks")
        asked = await stage.ask(
            row["task_id"], row["audio_id"], font="The usual one", lyrics=False, cards=False
        )
        assert "have locked: both cards" in told(asked)
        *_, second = await stage.posted(2)
        # So does another one that begins with what was chosen for it.
        anew = await stage.ben.click(second, label="Make another…")
        await stage.ben.click(answered(anew), custom_id=ids(anew)["make"])
        await stage.posted(3)
        (video,) = await rows_of(stage.app.store, "videos")
        made = RenderOptions.model_validate_json(video["options"])
        assert (made.font, made.intro, made.lyrics, made.own) == (None, "Hello", False, None)


async def test_a_better_quality_is_made_where_host_and_moderators_allow_it(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path, max_quality="1080p30") as stage:
        await add(stage, song(tmp_path), title="Rain")
        (row,) = await rows_of(stage.app.store, "tracks")
        ids_of = (row["task_id"], row["audio_id"])
        asked = await stage.ask(*ids_of, quality="1080p30")
        assert "no better quality than the usual one" in told(asked)
        await stage.posted()
        refused = await stage.max.slash(stage.channel, "settings quality", most="1080p60")
        assert "allows only these here: 720p30 · 720p60 · 1080p30" in told(refused)
        await stage.max.slash(stage.channel, "settings quality", most="1080p30")
        await stage.ask(*ids_of, quality="1080p30")
        _, post = await stage.posted(2)
        assert "1080p30" in post.content
        await stage.max.slash(stage.channel, "settings quality", most="720p60")
        asked = await stage.ask(*ids_of, quality="1080p30", member=stage.ben)
        assert "allow videos up to 720p60 here" in told(asked)
        shown = await stage.max.slash(stage.channel, "settings show")
        assert "a quality up to 720p60" in str(answered(shown).embeds[0].to_dict())
        undone = await stage.max.slash(stage.channel, "settings quality", reset=True)
        assert "all videos have 720p30" in told(undone)
    sizes = set()
    for path in (tmp_path / "videos").glob("*.mp4"):
        with av.open(str(path)) as video:
            picture = video.streams.video[0]
            sizes.add((picture.height, round(picture.average_rate or 0)))
    assert sizes >= {(720, 30), (1080, 30)}


async def test_what_the_rules_are_against_is_said_and_not_kept(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        await branding(stage, "words add", word="spam")
        card = await add(stage, song(tmp_path))
        for text, why in (("Spam", "block list"), ("discord.gg/x", "Invites")):
            form = await stage.mia.click(answered(card), custom_id=ids(card)["texts"])
            refused = await stage.mia.submit_modal(form, {"author": text})
            assert why in told(refused)
        await stage.mia.click(answered(card), custom_id=ids(card)["make"])
        (post,) = await stage.posted()
        assert "Spam" not in post.content


async def test_where_the_cloud_makes_videos_no_card_is_offered(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        labels = [str(one.label) for row in post.components for one in row.children]  # type: ignore[union-attr]
        assert labels
        assert not any("another" in label for label in labels)


def test_a_canvas_is_no_choice_of_the_card_and_its_part_ends_with_it() -> None:
    """It is begun by the command, which chooses where it begins as well."""

    def offered(menu: str, options: RenderOptions) -> list[str]:
        found = menu_of(menu, options, ["bars"], 60.0, has_own_colours=False, locale="en")
        return [one.value for one in found]

    canvas = RenderOptions(shape=Shape.CANVAS, start_seconds="best", length_seconds=8.0)
    assert offered("shape", RenderOptions()) == ["wide", "tall", "square"]
    assert offered("shape", canvas) == ["wide", "tall", "square", "canvas"]
    assert offered("part", canvas) == ["kept"]
    assert chosen(canvas, "shape", "canvas") == canvas
    assert chosen(canvas, "shape", "tall") == RenderOptions(shape=Shape.TALL)
    part = RenderOptions(start_seconds=5.0)
    assert chosen(part, "shape", "tall") == part.model_copy(update={"shape": Shape.TALL})
