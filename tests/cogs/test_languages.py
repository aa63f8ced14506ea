"""Everybody is answered privately in their own language, and publicly in the server's."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import discord
import pytest

from bot.command_line import _parser
from bot.demo.locales import with_locales
from bot.discord_client import translator
from bot.i18n.texts import has_text, language_of, translate
from tests.cogs.simcord_harness import (
    AUDIO,
    SECOND_AUDIO,
    TASK,
    CogHarness,
    open_stage,
    studio_in,
    told,
)
from tests.support.fluent_texts import messages

TRANSLATED: Final = {str(locale) for locale in discord.Locale if language_of(str(locale)) != "en"}
SLASH: Final = (1, 2)
"""Types of slash commands, subcommands and groups."""

NAME: Final = re.compile(r"[-_'\w]{1,32}")
MAX_SIGNS: Final = 8000
"""Of a command's names, descriptions and values together, each in its longest language."""


@asynccontextmanager
async def german_in_french_server(
    folder: Path, **over: dict[str, Any]
) -> AsyncIterator[CogHarness]:
    """Open a stage where Mia's Discord is German, Ben's Japanese, Max's English, the server French.

    Discord tells the language of whoever acts, and that of the server.
    """
    async with open_stage(folder, **over) as stage:
        stage.env.backend.get_guild(stage.guild.id).preferred_locale = "fr"
        languages = {stage.mia.id: "de", stage.ben.id: "ja"}
        with with_locales(stage.env, languages, "en-US"):
            yield stage


async def test_a_german_is_answered_in_german_and_her_french_server_in_french(
    tmp_path: Path,
) -> None:
    async with german_in_french_server(tmp_path) as stage:
        offer = await stage.ask(TASK, None)
        assert offer.response is not None
        assert (
            offer.response.content == "Dieser Task hat 2 Songs. Aus welchem soll ein Video werden?"
        )
        (row,) = offer.response.components
        assert row["components"][0]["placeholder"] == "Wähle einen Song"
        await stage.mia.select(offer.response, [AUDIO])
        assert offer.response.content == "Gewählt: **Iron Man**"
        (status,) = stage.messages()
        assert status.content == f"-# Demandé par {stage.mia.mention}"
        assert status.embeds[0].title == "Clip\u00a0: Iron Man"
        assert [field.name for field in status.embeds[0].fields] == ["Durée"]
        post = await stage.finish()
        assert "ton clip est prêt" in post.content
        assert "**Terminé\u00a0:**" in stage.lines()[0]


async def test_everyone_is_refused_in_their_own_language(tmp_path: Path) -> None:
    async with german_in_french_server(tmp_path, limits={"open_per_member": 1}) as stage:
        assert "finde ich keine ID" in told(await stage.ask("mein Lied vom Regen", None))
        assert "ID が見つかりません" in told(await stage.ask("うた", None, member=stage.ben))
        assert "can't find an id" in told(
            await stage.ask("my song about rain", None, member=stage.max)
        )
        await stage.ask()
        assert "so viele Videos in Arbeit, wie ein Mitglied hier haben darf: 1." in told(
            await stage.ask(audio_id=SECOND_AUDIO)
        )
        await stage.finish()


async def test_completion_speaks_the_members_language(tmp_path: Path) -> None:
    async with german_in_french_server(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        assert "Iron Man · Take 1 · 3:18" in await stage.choices("task_id", "iron")
        japanese = await stage.choices("task_id", "iron", stage.ben)
        assert "Iron Man · テイク 1 · 3:18" in japanese


async def test_a_failure_is_told_in_the_servers_language_to_a_member_of_another(
    tmp_path: Path,
) -> None:
    async with german_in_french_server(tmp_path) as stage:
        await stage.ask()
        await stage.api.fail(await stage.accepted())
        (post,) = await stage.posted()
        assert post.content.startswith(f"❌ {stage.mia.mention}, il n'y a pas de vidéo pour")
        (row,) = post.components
        assert isinstance(row, discord.ActionRow)
        assert [getattr(button, "label", None) for button in row.children] == ["Réessayer"]


async def test_buttons_carry_the_servers_language_and_answer_in_that_of_who_clicks(
    tmp_path: Path,
) -> None:
    async with german_in_french_server(tmp_path) as stage:
        await stage.ask()
        status = stage.messages()[0]
        assert "動画をリクエストした" in told(await stage.ben.click(status, label="Annuler"))
        post = await stage.finish()
        assert told(await stage.mia.click(post, label="Supprimer")).startswith(
            "Dieses Video löschen?"
        )
        await stage.ask(audio_id=SECOND_AUDIO)
        second = stage.messages()[-1]
        assert "🚫 **Abgebrochen.**" in told(await stage.mia.click(second, label="Annuler"))
        await stage.until(lambda: "🚫 **Annulé.**" in stage.lines()[-1])


async def test_branding_is_shown_in_the_moderators_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        with with_locales(stage.env, {stage.max.id: "es-419"}, "en-US"):
            answer = await stage.max.slash(stage.channel, "branding set", author="Max")
            assert answer.response is not None
            saved, undo = answer.response.content.splitlines()
            assert saved == translate("branding-saved", "es")
            assert undo == "↩️ `/branding reset` lo deshace."
            (embed,) = answer.response.embeds
            assert embed.title == translate("branding-title", "es")
            shown = {field.name: field.value for field in embed.fields}
            assert shown == {"Firma en la portada": "Max", "Marca de agua": "sin definir"}


async def test_missing_permissions_have_the_names_that_the_member_sees(tmp_path: Path) -> None:
    async with german_in_french_server(tmp_path) as stage:
        denied = discord.PermissionOverwrite(send_messages=False, embed_links=False)
        bot = stage.app.client.user
        assert bot is not None
        channel = stage.guild.create_text_channel("closed", overwrites={bot: denied})
        answer = told(await stage.ask(channel=channel))
        assert answer.endswith(": Nachrichten senden und Links einbetten.")


def described(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Return a command and everything below it, as Discord was told."""
    here = f"{path} {node['name']}"
    yield here, node
    for option in node.get("options", []):
        yield from described(option, here)


def commands_in(stage: CogHarness) -> list[dict[str, Any]]:
    """Return the commands as Discord knows them."""
    return list(stage.env.backend.commands[None].values())


@pytest.fixture
async def commands(tmp_path: Path) -> list[dict[str, Any]]:
    """Return the commands as Discord was told of them."""
    async with open_stage(tmp_path, studio=studio_in(tmp_path)) as stage:
        return commands_in(stage)


def test_discord_is_told_every_description_in_every_language(
    commands: list[dict[str, Any]],
) -> None:
    for path, node in (found for command in commands for found in described(command)):
        if node.get("description"):
            translated = node["description_localizations"]
            assert set(translated) == TRANSLATED, path
            assert all(0 < len(t) <= 100 for t in (node["description"], *translated.values())), path


def test_options_have_different_names_that_discord_takes_in_every_language(
    commands: list[dict[str, Any]],
) -> None:
    for path, node in (found for command in commands for found in described(command)):
        for locale in TRANSLATED:
            names = [
                option.get("name_localizations", {}).get(locale, option["name"])
                for option in node.get("options", [])
            ]
            assert len(set(names)) == len(names), (path, locale)
            assert all(NAME.fullmatch(n) and n == n.lower() for n in names), (path, locale)


def test_slash_commands_keep_their_names_in_every_language(commands: list[dict[str, Any]]) -> None:
    for path, node in (found for command in commands for found in described(command)):
        if node["type"] in SLASH:
            assert not node.get("name_localizations"), path


def test_english_names_of_options_are_those_of_the_code(commands: list[dict[str, Any]]) -> None:
    nodes = [node for command in commands for _, node in described(command)]
    named = {node["name"] for node in nodes if node["type"] not in SLASH}
    in_texts = {
        translate(text_id, "en") for text_id in messages("en") if text_id.startswith("option-")
    }
    assert in_texts - {"videos", "warn_below"} <= named  # those that only the API's servers have
    for name in named:
        text_id = f"option-{name.replace('_', '-')}"
        assert translate(text_id, "en") == name if has_text(text_id) else name not in in_texts


def test_no_command_is_longer_than_discord_takes_in_any_language(
    commands: list[dict[str, Any]],
) -> None:
    for command in commands:
        signs = 0
        for _, node in described(command):
            for key in ("name", "description"):
                texts = [node.get(key) or "", *node.get(f"{key}_localizations", {}).values()]
                signs += max(len(text) for text in texts)
        assert signs <= MAX_SIGNS


async def test_the_demo_shows_commands_in_the_language_of_its_people(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        where = {"channel_id": stage.channel.id}
        with with_locales(stage.env, {stage.max.id: "pt-BR"}, "de"):
            for person, language in ((stage.max, "pt-BR"), (stage.mia, "de")):
                commands = stage.env.backend.visible_commands(user_id=person.id, **where)
                command = next(c for c in commands if c["name"] == "musicvideo")
                assert command["description"] == translate("command-musicvideo", language)
                (option,) = (one for one in command["options"] if one["name"] == "task_id")
                assert option["description"] == translate("command-musicvideo-task-id", language)


@pytest.mark.parametrize("language", ["de", "es-419", "pt-BR"])
def test_the_demo_takes_discords_names_of_languages(language: str) -> None:
    arguments = _parser().parse_args(["demo", "--language", language])
    assert arguments.language == language
    with pytest.raises(SystemExit):
        _parser().parse_args(["demo", "--language", "klingon"])


async def test_discord_is_told_anew_when_only_a_translation_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def syncs(stage: CogHarness) -> int:
        calls = stage.env.http_requests
        return sum(call.method == "PUT" and call.path.endswith("/commands") for call in calls)

    async with open_stage(tmp_path) as stage:
        before = syncs(stage)
        await stage.restart()
        assert syncs(stage) == before

        def changed(text_id: str, locale: str) -> str:
            return translate(text_id, locale) + ("!" if locale == "ja" else "")

        monkeypatch.setattr(translator, "translate", changed)
        await stage.restart()
        assert syncs(stage) == before + 1
