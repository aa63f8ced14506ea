"""The entry in a message's menu: tracks are found wherever a message names them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from bot.demo.locales import with_locales
from bot.diagnostics.command_limits import broken_rules
from bot.i18n.texts import ENGLISH, LOCALES, language_of, translate
from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, CogHarness, open_stage, told
from tests.loopback.music_api import track

ENTRY = "Make a music video"
OTHER = "6d8a9c0f" * 4


async def choose(
    stage: CogHarness, message: discord.Message, actor: simcord.MemberActor | None = None
) -> InteractionResult:
    """Choose the entry in a message's menu."""
    return await (actor or stage.mia).context_menu(stage.channel, ENTRY, message)


async def said(stage: CogHarness, text: str) -> discord.Message:
    """Let Ben write something."""
    return await stage.ben.send(stage.channel, text)


@pytest.mark.parametrize(
    "text",
    [
        f"taskId: {TASK}\naudioId: {AUDIO}",
        f'```json\n{{"taskId": "{TASK}", "musicId": "{AUDIO}"}}\n```',
        f"my new one! {TASK} {AUDIO} what do you think?",
        f"https://songs.example/song/{AUDIO}?task={TASK}",
        f"<https://songs.example/task/{TASK}/{AUDIO}>",
    ],
)
async def test_a_track_is_found_in_what_was_written(tmp_path: Path, text: str) -> None:
    async with open_stage(tmp_path) as stage:
        await choose(stage, await said(stage, text))
        post = await stage.finish()
        assert [user.id for user in post.mentions] == [stage.mia.id]
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_a_task_with_several_tracks_offers_them_privately(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        offer = await choose(stage, await said(stage, f"listen: https://songs.example/{TASK}"))
        assert stage.messages() == []
        assert offer.response is not None
        assert "2 songs" in offer.response.content
        await stage.mia.select(offer.response, [SECOND_AUDIO])
        await stage.finish()
        assert stage.api.charges == {(TASK, SECOND_AUDIO): 1}


async def test_tracks_of_several_tasks_are_offered_together(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music(OTHER, track("a" * 32, "Lonely"))
        offer = await choose(stage, await said(stage, f"{OTHER} or {TASK}?"))
        assert offer.response is not None
        (row,) = offer.response.components
        labels = [option["label"] for option in row["components"][0]["options"]]
        assert labels[0].startswith("Lonely")
        assert len(labels) == 3


async def test_a_link_to_a_track_alone_is_enough_once_it_is_known_here(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        await choose(stage, await said(stage, f"https://songs.example/song/{AUDIO}"), stage.ben)
        await stage.posted(2)
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_embeds_fields_and_links_in_them_are_searched(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        embed = discord.Embed(title="New song", url=f"https://songs.example/{AUDIO}")
        embed.add_field(name="Task ID", value=f"`{TASK}`")
        bot_channel = stage.app.client.get_channel(stage.channel.id)
        assert isinstance(bot_channel, discord.TextChannel)
        message = await bot_channel.send(embed=embed)
        await choose(stage, message)
        await stage.finish()
        assert stage.api.charges == {(TASK, AUDIO): 1}


def layout(*items: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Make a message of components of the new kind."""
    view = discord.ui.LayoutView()
    for item in items:
        view.add_item(item)
    return view


def section(text: str, accessory: discord.ui.Item[Any]) -> discord.ui.Section[Any]:
    return discord.ui.Section(discord.ui.TextDisplay(text), accessory=accessory)


def link(url: str) -> discord.ui.Button[Any]:
    return discord.ui.Button(label="Listen", url=url)


IDS: Final = f"task {TASK}, track {AUDIO}"
PICTURE: Final = "https://pictures.example/cover.png"

NEW_KIND: Final[dict[str, Callable[[], discord.ui.LayoutView]]] = {
    "a text": lambda: layout(discord.ui.TextDisplay(f"# New\n{IDS}")),
    "a text in a container": lambda: layout(discord.ui.Container(discord.ui.TextDisplay(IDS))),
    "a section": lambda: layout(section(IDS, discord.ui.Thumbnail(PICTURE))),
    "a section in a container": lambda: layout(
        discord.ui.Container(discord.ui.Separator(), section(IDS, link("https://songs.example")))
    ),
    "a section's button": lambda: layout(
        section("New song", link(f"https://songs.example/{TASK}/{AUDIO}"))
    ),
    "a section's picture": lambda: layout(
        section("New song", discord.ui.Thumbnail(f"https://songs.example/{TASK}/{AUDIO}.png"))
    ),
    "a picture's description": lambda: layout(
        discord.ui.Container(section("New", discord.ui.Thumbnail(PICTURE, description=IDS)))
    ),
    "a gallery's description": lambda: layout(
        discord.ui.MediaGallery(discord.MediaGalleryItem(PICTURE, description=IDS))
    ),
    "a gallery's address in a container": lambda: layout(
        discord.ui.Container(
            discord.ui.MediaGallery(
                discord.MediaGalleryItem(PICTURE),
                discord.MediaGalleryItem(f"https://songs.example/{TASK}/{AUDIO}.png"),
            )
        )
    ),
    "a button in a container": lambda: layout(
        discord.ui.Container(discord.ui.ActionRow(link(f"https://songs.example/{TASK}/{AUDIO}")))
    ),
    "ids in two places": lambda: layout(
        discord.ui.TextDisplay(TASK), discord.ui.Container(discord.ui.TextDisplay(AUDIO))
    ),
}


@pytest.mark.parametrize("kind", NEW_KIND)
async def test_components_of_the_new_kind_are_searched_at_any_depth(
    tmp_path: Path, kind: str
) -> None:
    async with open_stage(tmp_path) as stage:
        bot_channel = stage.app.client.get_channel(stage.channel.id)
        assert isinstance(bot_channel, discord.TextChannel)
        message = await bot_channel.send(view=NEW_KIND[kind]())
        await choose(stage, message)
        assert stage.statuses()
        await stage.accepted()
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_the_bots_own_messages_stand_for_their_track(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        post = await stage.finish()
        await choose(stage, post, stage.ben)
        posts = await stage.posted(2)
        assert [user.id for user in posts[1].mentions] == [stage.ben.id]
        assert stage.api.charges == {(TASK, AUDIO): 1}


@pytest.mark.parametrize(
    "text", ["nice song!", "take2 4ever", f"https://cdn.example/?hm={TASK * 2}"]
)
async def test_a_message_without_a_track_is_told_privately(tmp_path: Path, text: str) -> None:
    async with open_stage(tmp_path) as stage:
        answer = told(await choose(stage, await said(stage, text)))
        assert "I find no song in this message" in answer
        assert "/musicvideo" in answer
        assert stage.messages() == []


async def test_an_id_that_is_no_tracks_is_told_privately(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        answer = told(await choose(stage, await said(stage, f"look: {'0' * 32}")))
        assert "I find no song in this message" in answer
        assert stage.api.submits == []


async def test_an_api_that_can_not_be_asked_is_told_privately(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.key = "another key"
        answer = told(await choose(stage, await said(stage, TASK)))
        assert "could not be asked" in answer


async def test_nobodys_message_makes_the_api_be_asked_without_end(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        asked = []
        look_up = stage.app.client.catalog.fetch_task

        async def counted(guild_id: int, task_id: str) -> object:
            asked.append(task_id)
            return await look_up(guild_id, task_id)

        stage.app.client.catalog.fetch_task = counted  # type: ignore[assignment,method-assign]
        await choose(stage, await said(stage, " ".join(f"{n:032x}" for n in range(50))))
        assert len(asked) == 4


async def test_permissions_are_looked_at_first(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        bot = stage.app.client.user
        assert bot is not None
        denied = discord.PermissionOverwrite(send_messages=False)
        closed = stage.guild.create_text_channel("closed", overwrites={bot: denied})
        message = await stage.ben.send(closed, f"{TASK} {AUDIO}")
        result = await stage.mia.context_menu(closed, ENTRY, message)
        assert "Send Messages" in told(result)


async def test_the_entry_is_called_in_every_language_and_discord_would_take_it(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        commands = list(stage.env.backend.commands[None].values())
        menus = {command["name"]: command for command in commands if command["type"] == 3}
        assert menus.keys() == {ENTRY, "Report this video"}
        entry = menus[ENTRY]
        names = entry["name_localizations"]
        translated = {one for one in LOCALES if language_of(one) != ENGLISH}
        assert {locale: names[locale] for locale in translated} == {
            locale: translate("menu-musicvideo", locale) for locale in translated
        }
        assert not entry.get("description")
        assert entry["contexts"] == [0]
        assert entry["integration_types"] == [0]
        assert broken_rules(commands) == []


def test_a_name_that_is_too_long_for_a_menu_is_found() -> None:
    entry = {"type": 3, "name": "x" * 33, "name_localizations": {"de": "ok"}}
    (sentence,) = broken_rules([entry])
    assert "33" in sentence
    assert broken_rules([{"type": 3, "name": "Make a music video"}]) == []


async def test_the_answer_is_in_the_members_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        with with_locales(stage.env, {stage.mia.id: "fr"}, "en-US"):
            answer = told(await choose(stage, await said(stage, "joli")))
            assert "Je ne trouve aucun morceau" in answer
