"""``/branding``: moderators decide what a server's videos carry."""

from pathlib import Path

import discord
import pytest
import simcord
from simcord.results import InteractionResult

from tests.cogs.stage import SECOND_AUDIO, Stage, open_stage, told


def fields(result: InteractionResult) -> dict[str, str]:
    """Give the fields of a private answer's embed."""
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    return {field.name or "": field.value or "" for field in embed.fields}


async def branding(stage: Stage, what: str, **options: str) -> InteractionResult:
    """Use a subcommand as the moderator."""
    return await stage.max.slash(stage.channel, f"branding {what}", **options)


async def test_what_is_set_is_shown_until_it_is_reset(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        empty = await branding(stage, "show")
        assert empty.response is not None
        assert "No branding is set" in (empty.response.embeds[0].description or "")
        saved = await branding(stage, "set", author="The *Band*", watermark="music.example")
        assert told(saved).startswith("Saved.")
        texts = {"Signature on the cover": r"The \*Band\*", "Watermark": "music.example"}
        assert fields(saved) == texts
        assert fields(await branding(stage, "show")) == texts
        assert told(await branding(stage, "reset")) == "The branding is removed."
        assert told(await branding(stage, "reset")) == "There was no branding to remove."
        empty = await branding(stage, "show")
        assert empty.response is not None
        assert empty.response.embeds[0].fields == []
        assert stage.messages() == []


async def test_setting_one_of_the_two_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        first = await branding(stage, "set", watermark="music.example")
        assert fields(first) == {"Signature on the cover": "not set", "Watermark": "music.example"}
        both = await branding(stage, "set", author="Band")
        assert fields(both) == {"Signature on the cover": "Band", "Watermark": "music.example"}


async def test_it_is_the_default_and_a_members_own_wins(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="Band", watermark="music.example")
        await stage.ask()
        post = await stage.finish()
        assert "signed Band · watermark music.example" in post.content
        await stage.ask(audio_id=SECOND_AUDIO, author="Mia")
        await stage.until(lambda: len(stage.api.videos) == 2)
        submitted = [(body["author"], body["domainName"]) for body in stage.api.submits]
        assert submitted == [("Band", "music.example"), ("Mia", "music.example")]


async def test_each_server_has_its_own(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="Band")
        elsewhere = stage.env.create_guild("Elsewhere")
        channel = elsewhere.create_text_channel("videos")
        ann = elsewhere.add_member(stage.env.create_user("Ann"))
        await stage.ask(member=ann, channel=channel)
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: stage.posts(channel))
        assert "author" not in stage.api.submits[0]
        assert stage.messages() == []


async def test_nothing_to_set_and_nothing_to_see_are_refused(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        empty = await branding(stage, "set")
        assert told(empty) == "Give a signature, a watermark, or both."
        hidden = await branding(stage, "set", author="\u200b")
        assert "no visible characters" in told(hidden)


@pytest.mark.parametrize("what", ["show", "set", "reset"])
async def test_it_needs_the_right_to_manage_the_server(tmp_path: Path, what: str) -> None:
    async with open_stage(tmp_path) as stage:
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await stage.mia.slash(stage.channel, f"branding {what}")


async def test_both_commands_are_for_members_of_servers_only(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        for command in stage.app.client.tree.get_commands():
            payload = command.to_dict(stage.app.client.tree)
            assert payload["contexts"] == [0]
            assert payload["integration_types"] == [0]
        group = stage.app.client.tree.get_command("branding")
        assert group is not None
        rights = group.to_dict(stage.app.client.tree)["default_member_permissions"]
        assert int(rights) == discord.Permissions(manage_guild=True).value
