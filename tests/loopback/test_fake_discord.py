"""The loopback Discord, driven by an unmodified discord.py client."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord.ext import commands

from tests.loopback.commands import NotOffered
from tests.loopback.fake_discord import FakeDiscord
from tests.loopback.people import until
from tests.loopback.world import FORUM, Channel, Guild, Member, Permission

MESSAGES = "POST /channels/{channel_id}/messages"


class Panel(discord.ui.View):
    """A button that outlives restarts, and one that opens a modal."""

    @discord.ui.button(label="Again", custom_id="panel:again")
    async def again(self, interaction: discord.Interaction, _: "discord.ui.Button[Panel]") -> None:
        """Update the message."""
        await interaction.response.edit_message(content="again")

    @discord.ui.button(label="Ask", custom_id="panel:ask")
    async def ask(self, interaction: discord.Interaction, _: "discord.ui.Button[Panel]") -> None:
        """Open a modal."""
        await interaction.response.send_modal(Question())


class Question(discord.ui.Modal, title="Question"):
    """One text input."""

    word: discord.ui.TextInput["Question"] = discord.ui.TextInput(label="Word", custom_id="word")

    async def on_submit(self, interaction: discord.Interaction, /) -> None:
        """Repeat the word."""
        await interaction.response.send_message(self.word.value, ephemeral=True)


class MiniBot(commands.AutoShardedBot):
    """Just enough of a bot to exercise every way of answering."""

    def __init__(self) -> None:
        super().__init__(
            "!",
            intents=discord.Intents(guilds=True),
            help_command=None,
            chunk_guilds_at_startup=False,
        )
        self._connection.guild_ready_timeout = 0.1

    async def setup_hook(self) -> None:
        """Register the commands and sync them."""
        self.tree.command(name="say", description="Answers")(say)
        self.tree.command(name="slow", description="Defers")(slow)
        self.tree.command(name="mute", description="Never answers")(mute)
        self.tree.context_menu(name="Look")(look)
        self.add_view(Panel(timeout=None))
        await self.tree.sync()


@app_commands.describe(word="A word", who="A member")
async def say(
    interaction: discord.Interaction, word: str, who: discord.Member | None = None
) -> None:
    """Answer at once with a panel, then follow up privately."""
    await interaction.response.send_message(
        f"{word} {who.mention if who else ''}", view=Panel(timeout=None)
    )
    original = await interaction.original_response()
    await interaction.followup.send(str(original.id), ephemeral=True)


async def _complete(
    interaction: discord.Interaction, current: str
) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current}!", value=current or "nothing")]


app_commands.autocomplete(word=_complete)(say)


async def slow(interaction: discord.Interaction) -> None:
    """Defer, then edit the answer in."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="done")


async def mute(interaction: discord.Interaction) -> None:
    """Return no answer in time."""


async def look(interaction: discord.Interaction, message: discord.Message) -> None:
    """Tell a message's text."""
    await interaction.response.send_message(message.content, ephemeral=True)


class Scene:
    """A server with one channel and one member, and a bot that is connected."""

    def __init__(self, server: FakeDiscord, bot: MiniBot) -> None:
        self.server = server
        self.bot = bot
        self.guild: Guild = server.guild("G")
        self.channel: Channel = server.channel(self.guild)
        self.member: Member = server.member(self.guild, "ada")

    @property
    def here(self) -> discord.PartialMessageable:
        """The channel as the bot addresses it."""
        return self.bot.get_partial_messageable(self.channel.channel_id)


@pytest.fixture
def addresses() -> Iterator[None]:
    """Put discord.py's own addresses back afterwards."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    yield
    discord.http.Route.BASE = base
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway


@asynccontextmanager
async def connected(scene: Scene) -> AsyncIterator[Scene]:
    """Log the bot in and connect it."""
    discord.http.Route.BASE = scene.server.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(scene.server.gateway_url)
    async with scene.bot:
        running = asyncio.create_task(scene.bot.start(scene.server.token))
        await until(lambda: running.done() or scene.bot.is_ready(), 20)
        if running.done():
            await running
        yield scene
        await scene.bot.close()
        await running


@pytest.fixture
async def scene(addresses: None) -> AsyncIterator[Scene]:
    """Return a bot that is connected to a server."""
    async with FakeDiscord() as server, connected(Scene(server, MiniBot())) as made:
        yield made
        assert [c for c in made.server.calls if str(c.error).startswith("no route")] == []


async def test_a_slash_command_is_answered_followed_up_and_clicked(scene: Scene) -> None:
    server, channel, member = scene.server, scene.channel, scene.member
    asked = await server.slash(member, channel, "say", word="hi", who=member)
    assert asked.answer == 4
    assert asked.latency < 3
    await until(lambda: asked.followups)
    (post,) = server.posts(channel)
    assert post.content == f"hi <@{member.user_id}>"
    assert post.pings == {member.user_id}
    assert asked.followups[0].is_ephemeral
    assert asked.followups[0].content == str(post.message_id)
    await server.click(member, post, "Again")
    assert post.content == "again"
    opened = await server.click(member, post, "Ask")
    told = await server.submit_modal(opened, word="loud")
    assert (told.text, told.is_ephemeral) == ("loud", True)


async def test_deferring_completing_and_menus(scene: Scene) -> None:
    server, channel, member = scene.server, scene.channel, scene.member
    asked = await server.slash(member, channel, "slow")
    await until(lambda: asked.is_settled)
    assert (asked.answer, asked.text, asked.is_ephemeral) == (5, "done", True)
    assert server.posts(channel) == []
    choices = await server.complete(member, channel, "say", "word", word="ab")
    assert choices == [{"name": "ab!", "value": "ab"}]
    message = server.say(member, channel, "written")
    assert (await server.menu(member, message, "Look")).text == "written"
    with pytest.raises(NotOffered):
        await server.slash(member, channel, "say")


async def test_an_interaction_dies_after_three_seconds(scene: Scene) -> None:
    scene.server.answer_seconds = 0.05
    asked = await scene.server.slash(scene.member, scene.channel, "mute")
    assert asked.answer is None
    assert asked.latency == float("inf")


async def test_a_nonce_is_answered_with_the_first_message_within_its_window(scene: Scene) -> None:
    first = await scene.here.send("one", nonce="n-1")
    second = await scene.here.send("two", nonce="n-1")
    assert (first.id, second.content) == (second.id, "one")
    scene.server.state.nonces.forget()
    third = await scene.here.send("three", nonce="n-1")
    assert third.id != first.id
    assert [m.content for m in scene.server.posts(scene.channel)] == ["one", "three"]


async def test_files_embeds_edits_listing_and_deleting(scene: Scene) -> None:
    here, server = scene.here, scene.server
    sent = await here.send(
        "clip", file=discord.File(io.BytesIO(b"x" * 99), "a.mp4"), embed=discord.Embed(title="T")
    )
    assert [a.size for a in sent.attachments] == [99]
    assert await sent.attachments[0].read() == b"x" * 99
    await sent.edit(content="changed", allowed_mentions=discord.AllowedMentions.none())
    (post,) = server.posts(scene.channel)
    assert post.versions == ["clip\nT", "changed\nT"]
    await here.send("later")
    assert [m.content async for m in here.history()] == ["later", "changed"]
    assert [m.content async for m in here.history(after=sent)] == ["later"]
    await sent.delete()
    assert [m.content for m in server.posts(scene.channel)] == ["later"]
    server.state.upload_limit = 10
    with pytest.raises(discord.HTTPException) as refused:
        await here.send(file=discord.File(io.BytesIO(b"x" * 11), "b.mp4"))
    assert (refused.value.status, refused.value.code) == (413, 40005)


@pytest.mark.parametrize(
    ("permission", "code"),
    [
        (Permission.VIEW_CHANNEL, 50001),
        (Permission.SEND_MESSAGES, 50013),
        (Permission.EMBED_LINKS, 50013),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    scene: Scene, permission: Permission, code: int
) -> None:
    scene.server.deny_bot(scene.channel, permission)
    with pytest.raises(discord.Forbidden) as refused:
        await scene.here.send(embed=discord.Embed(title="x"))
    assert refused.value.code == code
    assert scene.server.posts(scene.channel) == []


async def test_without_history_the_list_is_empty_and_other_codes(scene: Scene) -> None:
    here, server = scene.here, scene.server
    sent = await here.send("x")
    server.deny_bot(scene.channel, Permission.READ_MESSAGE_HISTORY)
    assert [m async for m in here.history()] == []
    foreign = server.say(scene.member, scene.channel, "mine")
    thread = server.channel(scene.guild, "t", parent=scene.channel)
    thread.locked = True
    codes = {}
    for name, work in {
        "foreign": here.get_partial_message(foreign.message_id).edit(content="y"),
        "unknown": here.get_partial_message(1).edit(content="y"),
        "locked": scene.bot.get_partial_messageable(thread.channel_id).send("x"),
        "empty": here.send(" "),
        "long": here.send("x" * 2001),
        "nonce": here.send("x", nonce="n" * 26),
    }.items():
        with pytest.raises(discord.HTTPException) as refused:
            await work
        codes[name] = refused.value.code
    await server.delete_channel(scene.channel)
    with pytest.raises(discord.NotFound) as gone:
        await sent.edit(content="z")
    assert gone.value.code == 10003
    assert codes == {
        "foreign": 50005,
        "unknown": 10008,
        "locked": 160005,
        "empty": 50006,
        "long": 50035,
        "nonce": 50035,
    }


async def test_malformed_components_and_embeds_are_refused(scene: Scene) -> None:
    server, channel = scene.server, scene.channel
    button = {"type": 2, "style": 1, "label": "a", "custom_id": "same"}
    path = f"/channels/{channel.channel_id}/messages"
    route = discord.http.Route("POST", path)
    for body in (
        {"components": [{"type": 1, "components": [button, button]}]},
        {"components": [{"type": 1, "components": [button | {"custom_id": "c" * 101}]}]},
        {"components": [button]},
        {"embeds": [{"description": "d" * 4000}, {"description": "d" * 2001}]},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"content": 5},
    ):
        with pytest.raises(discord.HTTPException) as refused:
            await scene.bot.http.request(route, json=body)
        assert refused.value.code == 50035
    assert server.posts(channel) == []


async def test_who_is_pinged_follows_allowed_mentions(scene: Scene) -> None:
    here, member = scene.here, scene.member
    other = scene.server.member(scene.guild, "bob")
    text = f"<@{member.user_id}> <@{other.user_id}> @everyone `<@{other.user_id}>`"
    none = discord.AllowedMentions.none()
    await here.send(text, allowed_mentions=none)
    only = discord.AllowedMentions(everyone=False, users=[discord.Object(member.user_id)])
    await here.send(text, allowed_mentions=only)
    await here.send(text)
    await here.send(embed=discord.Embed(description=text))
    pings = [post.pings for post in scene.server.posts(scene.channel)]
    assert pings == [set(), {member.user_id}, {member.user_id, other.user_id}, set()]


async def test_a_fault_behind_the_route_lets_the_message_stand(scene: Scene) -> None:
    server, here = scene.server, scene.here
    server.faults.add("drop", "/messages$", method="POST", after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await here.send("taken", nonce="n-2")
    server.faults.add("reset", "/messages$", method="POST")
    with pytest.raises(OSError):  # noqa: PT011 - whatever the platform calls it
        await here.send("refused")
    server.faults.add(503, "/messages$", method="POST")
    with pytest.raises(discord.DiscordServerError):
        await here.send("refused")
    await here.send("taken", nonce="n-2")
    assert [m.content for m in server.posts(scene.channel)] == ["taken"]


async def test_limits_by_route_and_over_all_are_kept_by_the_client(scene: Scene) -> None:
    server = scene.server
    server.limits.limit(MESSAGES, 2, 0.3)
    for number in range(5):
        await scene.here.send(str(number))
    assert len(server.posts(scene.channel)) == 5
    server.faults.add(429, "/messages$", method="POST", seconds=0.1)
    await scene.here.send("after")
    assert server.posts(scene.channel)[-1].content == "after"
    server.limits.overall = (1, 0.2)
    await asyncio.gather(*(scene.here.send(f"more {n}") for n in range(2)))
    assert server.limits.refused >= 1


async def test_a_dropped_connection_is_resumed(scene: Scene) -> None:
    await scene.server.gateway.drop_all()
    await until(lambda: scene.server.gateway.live, 20)
    assert (scene.server.gateway.resumes, scene.server.gateway.identifies) == (1, 1)


async def test_an_outage_is_survived(scene: Scene) -> None:
    server = scene.server
    await server.outage(on=True)
    with pytest.raises(discord.DiscordServerError):
        await scene.here.send("lost")
    await server.outage(on=False)
    await until(lambda: server.gateway.live, 20)
    asked = await server.slash(scene.member, scene.channel, "say", word="back")
    assert asked.answer == 4


async def test_a_forum_post_is_not_protected_by_its_nonce(scene: Scene) -> None:
    forum = scene.server.channel(scene.guild, "forum", kind=FORUM)
    route = discord.http.Route("POST", f"/channels/{forum.channel_id}/threads")
    body = {"name": "t", "message": {"content": "x", "nonce": "n", "enforce_nonce": True}}
    made = [await scene.bot.http.request(route, json=body) for _ in range(2)]
    assert made[0]["id"] != made[1]["id"]


async def test_several_shards_share_the_servers(addresses: None) -> None:
    async with FakeDiscord(shards=2) as server:
        scene = Scene(server, MiniBot())
        async with connected(scene):
            assert len(server.gateway.live) == 2
            asked = await server.slash(scene.member, scene.channel, "say", word="x")
            assert asked.answer == 4


async def test_a_wrong_token_is_refused(addresses: None) -> None:
    async with FakeDiscord() as server:
        discord.http.Route.BASE = server.api_url
        bot = MiniBot()
        async with bot:
            with pytest.raises(discord.LoginFailure):
                await bot.login("wrong")
