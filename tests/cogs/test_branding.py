"""``/branding``: moderators decide what a server's videos carry."""

from io import BytesIO
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from PIL import Image, ImageChops
from simcord.results import InteractionResult

from bot.jobs import Branding
from bot.policy.word_filter import MAX_BLOCKED_WORDS
from tests.cogs.simcord_harness import AUDIO, SECOND_AUDIO, TASK, CogHarness, open_stage, told
from tests.cogs.test_permissions import thread_in
from tests.support.rows import NOW


def fields(result: InteractionResult) -> dict[str, str]:
    """Return the fields of a private answer's embed."""
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    return {field.name or "": field.value or "" for field in embed.fields}


async def branding(
    stage: CogHarness,
    what: str,
    **options: Any,  # noqa: ANN401 - texts and channels
) -> InteractionResult:
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
        assert told(empty) == (
            "Give something to set: a text, a look, a shape, colours, a typeface or a card."
        )
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
            # One's own data is seen and deleted in direct messages, too: after leaving a server.
            assert payload["contexts"] == ([0, 1] if command.name in ("help", "privacy") else [0])
            assert payload["integration_types"] == [0]
        group = stage.app.client.tree.get_command("branding")
        assert group is not None
        rights = group.to_dict(stage.app.client.tree)["default_member_permissions"]
        assert int(rights) == discord.Permissions(manage_guild=True).value


async def test_a_channel_has_its_own_and_shows_what_is_the_servers(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="Server", watermark="server.example")
        own = await branding(stage, "set", author="Channel", channel=stage.channel)
        assert fields(own) == {
            "Signature on the cover": "Channel",
            "Watermark": "server.example (the server's)",
        }
        overview = fields(await branding(stage, "show"))
        assert overview["Channels with something of their own"] == (
            f"{stage.channel.mention}: Signature on the cover: Channel"
        )
        await stage.ask()
        assert "signed Channel · watermark server.example" in (await stage.finish()).content
        gone = await branding(stage, "reset", channel=stage.channel)
        assert "the server's branding holds there" in told(gone)
        both = fields(await branding(stage, "show", channel=stage.channel))
        assert both["Signature on the cover"] == "Server (the server's)"


async def test_a_channel_can_be_without_a_watermark(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", watermark="server.example")
        own = await branding(stage, "set", without="watermark", channel=stage.channel)
        assert fields(own)["Watermark"] == "none, on purpose"
        await stage.ask()
        await stage.accepted()
        assert "domainName" not in stage.api.submits[0]


async def test_one_part_alone_is_removed(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="Band", watermark="music.example")
        gone = await branding(stage, "reset", part="author")
        assert told(gone) == "The signature is removed. This is what holds now:"
        texts = {"Signature on the cover": "not set", "Watermark": "music.example"}
        assert fields(gone) == texts
        assert fields(await branding(stage, "show")) == texts


async def test_a_text_and_none_of_it_are_not_taken_together(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        for without in ("author", "both"):
            refusal = await branding(stage, "set", author="Band", without=without)
            assert "Nothing was changed: give one of the two." in told(refusal)
        assert await stage.app.store.branding_rules.list_rules(stage.guild.id) == {}
        own = await branding(stage, "set", author="Band", without="watermark")
        assert fields(own)["Signature on the cover"] == "Band"


async def test_what_is_locked_replaces_what_a_member_gave_with_a_word(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", watermark="music.example")
        locked = await branding(stage, "policy", policy="locked", part="watermark")
        assert locked.response is not None
        assert "🔒 Locked: watermark." in (locked.response.embeds[0].description or "")
        asked = await stage.ask(author="Mia", watermark="mia.example")
        (word,) = [one.content for one in asked.followups if one.ephemeral]
        assert word == (
            "🔒 This server's moderators have locked: watermark."
            " So your video has theirs instead of yours: watermark music.example."
        )
        assert "signed Mia · watermark music.example" in (await stage.finish()).content
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_the_lock_of_a_channel_holds_in_its_threads(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "policy", policy="locked", channel=stage.channel)
        thread = thread_in(stage, stage.channel)
        asked = await stage.ask(channel=thread, author="{member}")
        (word,) = [one.content for one in asked.followups if one.ephemeral]
        assert "locked: signature" in word
        assert "no signature" in word


async def test_texts_may_name_who_asks_and_where(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="{member} · {server}")
        await stage.ask()
        await stage.accepted()
        assert stage.api.submits[0]["author"] == "Mia · Music community"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("@everyone", "Mentions"),
        ("<@123>", "Mentions"),
        ("<:smile:123>", "Mentions"),
        ("discord.gg/abc", "Invites"),
        ("d i s c o r d . g g / x", "Invites"),
        ("\uff44\uff49scord.gg", "Invites"),
        ("https://spam.example", "Links"),
        ("spam.example/buy", "Links"),
        ("a\u0300\u0301\u0302\u0303\u0304\u0305", "too many marks"),
    ],
)
async def test_members_write_no_mentions_invites_or_links(
    tmp_path: Path, text: str, what: str
) -> None:
    async with open_stage(tmp_path) as stage:
        assert what in told(await stage.ask(author=text))
        assert stage.messages() == []
        assert stage.api.submits == []


async def test_what_is_turned_or_hidden_is_taken_out_of_a_text(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="Mia\u202e\u200b & Ben")
        await stage.accepted()
        assert stage.api.submits[0]["author"] == "Mia & Ben"


async def test_moderators_may_put_their_own_invite_on_videos(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", watermark="discord.gg/music")
        await stage.ask()
        await stage.accepted()
        assert stage.api.submits[0]["domainName"] == "discord.gg/music"


async def test_blocked_words_are_added_refused_shown_and_removed(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "Blocked: ||spam||" in told(await branding(stage, "words add", word="spam"))
        assert "blocked already" in told(await branding(stage, "words add", word="SPÄM"))
        assert "on this server's block list" in told(await stage.ask(author="My 5p4m"))
        assert stage.messages() == []
        shown = await branding(stage, "words show")
        assert shown.response is not None
        assert shown.response.embeds[0].description == "||spam||"
        offered = await stage.max.autocomplete(stage.channel, "branding words remove", "word", "SP")
        assert [choice["value"] for choice in offered] == ["spam"]
        assert "allowed again" in told(await branding(stage, "words remove", word="spam"))
        assert "not on the block list" in told(await branding(stage, "words remove", word="spam"))
        await stage.ask(author="My 5p4m")
        assert "signed My 5p4m" in (await stage.finish()).content


async def test_a_block_list_that_fills_a_message_stays_covered_and_is_whole_in_a_file(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        blocked = sorted(f"{number:03}-{'word' * 10}" for number in range(MAX_BLOCKED_WORDS))
        for word in blocked:
            await stage.app.store.blocked_words.add(
                stage.guild.id, word, added_by=1, now=NOW, most=MAX_BLOCKED_WORDS
            )
        shown = (await branding(stage, "words show")).response
        assert shown is not None
        text = shown.embeds[0].description or ""
        assert len(text) <= 4096
        assert text.startswith(f"||{blocked[0]} · ")
        assert text.endswith(" · …||")
        assert text.count("||") == 2
        (attachment,) = shown.attachments
        assert attachment.filename == "SPOILER_words.txt"
        assert (await attachment.read()).decode().splitlines() == blocked


async def test_many_channels_with_long_texts_are_shown_as_whole_lines(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        texts = Branding(author="*" * 50, domain_name="_" * 50)
        for channel_id in range(1, 15):
            await stage.app.store.branding_rules.set(
                stage.guild.id, texts, channel_id=channel_id, updated_by=1, now=NOW
            )
        *lines, last = fields(await branding(stage, "show"))[
            "Channels with something of their own"
        ].split("\n")
        assert last == "…"
        assert lines
        assert all(line.endswith(r"\_" * 50) for line in lines)


async def picture_of(result: InteractionResult) -> Image.Image:
    """Return the picture that a private answer carries, described for those who can't see it."""
    answer = result.response
    assert answer is not None
    assert answer.ephemeral
    (attachment,) = answer.attachments
    assert answer.embeds[0].image.url is not None
    assert (attachment.description or "").startswith("A frame of a music video.")
    return Image.open(BytesIO(await attachment.read())).convert("RGB")


async def test_a_preview_is_a_picture_drawn_without_a_studio(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await branding(stage, "set", author="Band")
        plain = await picture_of(await branding(stage, "preview"))
        assert plain.size == (1280, 720)
        marked = await picture_of(await branding(stage, "preview", watermark="music.example"))
        difference = ImageChops.difference(plain, marked).getbbox()
        assert difference is not None
        assert difference[1] > 720 / 2  # the watermark is at the bottom
        assert stage.api.submits == []
        assert fields(await branding(stage, "show"))["Watermark"] == "not set"
