"""What the bot may do in that very channel is looked at before anything is spent."""

from pathlib import Path

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import ChannelType, OverwriteType

from tests.cogs.simcord_harness import CogHarness, open_stage, told

NEEDED = {
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}


def channel_without(stage: CogHarness, *rights: str) -> simcord.ChannelHandle:
    """Make a channel in which the bot lacks rights that everybody else has."""
    bot = stage.app.client.user
    assert bot is not None
    denied = discord.PermissionOverwrite(**dict.fromkeys(rights, False))
    return stage.guild.create_text_channel("without", overwrites={bot: denied})


def voice_channel(
    stage: CogHarness, connecting: dict[int, bool], kind: ChannelType = ChannelType.VOICE
) -> simcord.ChannelHandle:
    """Make a channel to which some may connect, and others not: by the id of a role or member."""
    connect = discord.Permissions(connect=True).value
    overwrites = [
        Overwrite(
            target_id=key,
            type=OverwriteType.ROLE if key == stage.guild.id else OverwriteType.MEMBER,
            allow=connect if may else 0,
            deny=0 if may else connect,
        )
        for key, may in connecting.items()
    ]
    stage.env.backend.create_channel(stage.guild.id, "lounge", type=kind, overwrites=overwrites)
    return stage.guild.channels["lounge"]


def hidden_channel(stage: CogHarness) -> simcord.ChannelHandle:
    """Make a channel that Mia and the bot see, and moderators don't."""
    hidden, seen = (discord.PermissionOverwrite(view_channel=one) for one in (False, True))
    bot = stage.app.client.user
    assert bot is not None
    return stage.guild.create_text_channel(
        "backstage", overwrites={stage.guild.default_role: hidden, stage.mia: seen, bot: seen}
    )


def thread_in(stage: CogHarness, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    """Let Mia open a thread."""
    stage.env.backend.create_thread(channel.id, "covers", stage.mia.id)
    (thread,) = channel.threads
    return thread


@pytest.mark.parametrize(("right", "name"), sorted(NEEDED.items()))
async def test_a_missing_permission_is_named_and_nothing_is_spent(
    tmp_path: Path, right: str, name: str
) -> None:
    async with open_stage(tmp_path) as stage:
        channel = channel_without(stage, right)
        answer = told(await stage.ask(channel=channel))
        assert answer.endswith(f"allow me in this channel: {name}.")
        assert stage.messages(channel) == []
        assert stage.api.submits == []


async def test_all_missing_permissions_are_named_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        channel = channel_without(stage, "send_messages", "embed_links")
        answer = told(await stage.ask(channel=channel))
        assert answer.endswith(": Send Messages and Embed Links.")


async def test_files_need_their_permission_only_where_videos_come_as_files(tmp_path: Path) -> None:
    library, cloud = tmp_path / "library", tmp_path / "cloud"
    library.mkdir()
    cloud.mkdir()
    (library / ".welcomed").touch()
    studio = {"enabled": True, "library": library, "videos": tmp_path / "videos"}
    async with open_stage(tmp_path, studio=studio) as stage:
        answer = told(await stage.ask(channel=channel_without(stage, "attach_files")))
        assert answer.endswith(": Attach Files.")
    async with open_stage(cloud) as stage:
        channel = channel_without(stage, "attach_files")
        await stage.ask(channel=channel)
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: stage.posts(channel))


async def test_a_thread_needs_its_own_permission(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        thread = thread_in(stage, channel_without(stage, "send_messages_in_threads"))
        answer = told(await stage.ask(channel=thread))
        assert answer.endswith(": Send Messages in Threads.")
        assert stage.api.submits == []


async def test_a_thread_gets_its_video_where_the_channel_takes_no_messages(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        channel = channel_without(stage, "send_messages")
        thread = thread_in(stage, channel)
        await stage.ask(channel=thread)
        await stage.api.finish(await stage.accepted())
        await stage.until(lambda: stage.posts(thread))
        assert stage.messages(channel) == []
        assert stage.messages() == []


async def test_a_right_lost_after_asking_is_shown_in_the_status(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.undelivered()
        assert "may not write in this channel any more" in stage.lines()[0]
        assert stage.posts() == []


@pytest.mark.parametrize("kind", [ChannelType.VOICE, ChannelType.STAGE_VOICE])
@pytest.mark.parametrize("may_connect", [False, True])
async def test_a_voice_channel_is_chosen_only_where_the_bot_may_connect(
    tmp_path: Path, kind: ChannelType, may_connect: bool
) -> None:
    async with open_stage(tmp_path) as stage:
        bot = stage.app.client.user
        assert bot is not None
        channel = voice_channel(stage, {bot.id: may_connect}, kind)
        answer = told(await stage.max.slash(stage.channel, "settings channels", add=channel))
        refusal = f"I may not do my work in {channel.mention}."
        assert answer.startswith(refusal) is not may_connect
        assert ("Connect" in answer) is not may_connect
