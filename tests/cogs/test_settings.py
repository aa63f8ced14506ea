"""``/settings``: who may ask for how much, where; and what members are told when they may not."""

import re
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from simcord.results import InteractionResult

from bot.demo.locales import with_locales
from bot.i18n.texts import LOCALES
from bot.jobs import StatusMode
from bot.policy.guild_settings import (
    AccessSubject,
    GuildSettings,
    OtherBrandingPolicy,
    UnwantedTextPolicy,
)
from bot.version import VERSION
from tests.cogs.simcord_harness import (
    AUDIO,
    SECOND_AUDIO,
    TASK,
    CogHarness,
    open_stage,
    studio_in,
    told,
)
from tests.cogs.test_permissions import channel_without, thread_in
from tests.support.rows import NOW


async def settings(
    stage: CogHarness,
    what: str,
    **options: Any,  # noqa: ANN401 - as Discord takes them
) -> InteractionResult:
    """Use a subcommand as the moderator."""
    return await stage.max.slash(stage.channel, f"settings {what}", **options)


async def shown(stage: CogHarness, **options: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    """Return what ``/settings show`` tells, by its headings."""
    result = await settings(stage, "show", **options)
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    assert VERSION in (embed.footer.text or "")
    return {field.name or "": field.value or "" for field in embed.fields}


async def test_everything_is_shown_with_what_holds_by_itself(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        card = await shown(stage)
        assert card["Who may request videos, and where"] == "All members\nIn all channels"
        assert card["Limits"].splitlines() == [
            "In progress at once, per member: **10** (set by the bot's host)",
            "Started in 24 hours, per member: **100** (set by the bot's host)",
            "Cool-down between a member's starts: **none** (set by the bot's host)",
            "Started in 24 hours, in this server: **500** (set by the bot's host)",
            "Songs in the library, per member: **25** (set by the bot's host)",
            "Room for these songs, per member, in MB: **300** (set by the bot's host)",
            "Days without a request after which songs are moved out: **180** (set by the bot's host)",  # noqa: E501
            "Started in 24 hours, in all servers together: **1000** (set by the bot's host)",
        ]
        assert "This server: started 0 / 500, in progress 0" in card["Used in the last 24 hours"]
        assert card["Channels"] == "Showcase: none\nFor moderators: none"
        assert "the server's at Discord" in card["Videos and messages"]


async def test_long_lists_are_shown_as_far_as_they_fit_with_whole_names(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        access = stage.app.store.access_rules
        for number in range(30):
            long = 10**18 + number
            for subject in AccessSubject:
                await access.allow(stage.guild.id, subject, long, added_by=1, now=NOW)
            await access.block(stage.guild.id, long, added_by=1, now=NOW)
        for locale in LOCALES:
            with with_locales(stage.env, {stage.max.id: locale}, "en-US"):
                roles, channels, blocked = next(iter((await shown(stage)).values())).split("\n")
            for line, mention in ((roles, "<@&"), (channels, "<#"), (blocked, "<@1")):
                assert line.count(mention) == 12
                assert line.count("<") == line.count(">")


async def test_asking_is_open_to_everybody_at_no_moment_while_a_list_is_replaced(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        first, second = (stage.guild.create_role(name) for name in ("First", "Second"))
        await settings(stage, "roles", add=first)
        access, seen = stage.app.store.access_rules, []
        disallow = access.disallow

        async def watched(*given: Any, **who: Any) -> int:  # noqa: ANN401 - whatever it is called with
            seen.append(len((await access.allowed(stage.guild.id))[AccessSubject.ROLE]))
            return await disallow(*given, **who)

        access.disallow = watched  # type: ignore[method-assign]
        await settings(stage, "roles", add=second, clear=True)
        assert (await access.allowed(stage.guild.id))[AccessSubject.ROLE] == [second.id]
        assert seen == [2]


async def test_no_command_is_there_that_does_nothing_with_who_makes_the_videos(
    tmp_path: Path,
) -> None:
    def names(stage: CogHarness) -> set[str]:
        return {command.qualified_name for command in stage.app.client.tree.walk_commands()}

    of_money = {"credits", "settings credits", "settings foreign-branding"}
    of_money.add("settings unwanted-texts")
    of_studio = {"track", "track add", "branding logo", "branding logo set"}
    async with open_stage(tmp_path / "studio", studio=studio_in(tmp_path)) as stage:
        assert names(stage) & of_money == set()
        assert names(stage) >= of_studio
    async with open_stage(tmp_path) as stage:
        assert names(stage) >= of_money
        assert names(stage) & of_studio == set()


async def test_limits_are_set_used_counted_and_given_back_to_the_host(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "saved" in told(await settings(stage, "limits", per_day=1, server_per_day=9))
        await stage.ask()
        refused = told(await stage.ask(audio_id=SECOND_AUDIO))
        assert refused.startswith("You have reached the limit of videos in 24 hours")
        assert re.search(r"here: 1\. .* <t:\d+:f> \(<t:\d+:R>\)", refused)
        used = (await shown(stage, member=stage.mia))["Used in the last 24 hours"].splitlines()
        assert used.pop().startswith("The next start is possible <t:")
        assert used == [
            "This server: started 1 / 9, in progress 1",
            f"{stage.mia.mention}: started 1 / 1, in progress 1 / 10",
        ]
        await settings(stage, "limits", reset=True)
        assert (await shown(stage))["Limits"].count("(set by the bot's host)") == 8
        await stage.ask(audio_id=SECOND_AUDIO)
        assert len(stage.statuses()) == 2


async def test_what_the_host_allows_all_servers_is_shown_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_stage(tmp_path, limits={"daily_per_host": 1}) as stage:
        limit = "Started in 24 hours, in all servers together: **1** (set by the bot's host)"
        assert limit in (await shown(stage))["Limits"]
        await stage.ask()
        refused = told(await stage.ask(audio_id=SECOND_AUDIO, member=stage.ben))
        assert refused.startswith("The bot has reached")
        assert re.search(r"(24 hours|together|here): 1\. .* <t:\d+:f> \(<t:\d+:R>\)", refused)
        await stage.ask(audio_id=SECOND_AUDIO, member=stage.ben)
        told_to_host = [line for line in caplog.messages if "daily_per_host is used up" in line]
        assert len(told_to_host) == 1


async def test_a_servers_day_and_a_cool_down_are_told_apart(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await settings(stage, "limits", cooldown=10)
        assert "Cool-down between a member's starts: **10 min**" in (await shown(stage))["Limits"]
        await stage.ask()
        assert "started a video a short while ago" in told(await stage.ask(audio_id=SECOND_AUDIO))
        again = (await shown(stage, member=stage.mia))["Used in the last 24 hours"]
        assert "The next start is possible <t:" in again
        await settings(stage, "limits", cooldown=0, server_per_day=1)
        refused = told(await stage.ask(audio_id=SECOND_AUDIO, member=stage.ben))
        assert refused.startswith("This server has reached")
        # What is on its way can be joined all the same.
        await stage.ask(member=stage.ben)
        assert len(stage.statuses()) == 2


async def test_a_cancelled_video_gives_its_start_back(tmp_path: Path) -> None:
    slow = {"retry_seconds": 60.0}
    async with open_stage(tmp_path, timing=slow) as stage:
        await settings(stage, "limits", per_day=1)
        stage.api.refuse(455)  # maintenance keeps it queued
        await stage.ask()
        await stage.until(lambda: not stage.api.refusals)
        await stage.until(lambda: "⏳" in stage.lines()[0])
        used = (await shown(stage, member=stage.mia))["Used in the last 24 hours"]
        assert f"{stage.mia.mention}: started 1 / 1" in used
        await stage.mia.click(stage.messages()[0], label="Cancel")
        used = (await shown(stage, member=stage.mia))["Used in the last 24 hours"]
        assert f"{stage.mia.mention}: started 0 / 1" in used


async def test_the_host_has_the_last_word_on_limits(tmp_path: Path) -> None:
    limits = {"daily_per_member": 2, "most_daily_per_member": 5, "least_cooldown_seconds": 90}
    async with open_stage(tmp_path, limits=limits) as stage:
        above = told(await settings(stage, "limits", per_day=6, server_per_day=1))
        assert above.startswith("Started in 24 hours, per member: the bot's host allows 5 at most.")
        below = told(await settings(stage, "limits", cooldown=1))
        assert "wants 90 sec at least" in below
        assert (await shown(stage))["Limits"].count("(set by the bot's host)") == 8
        await settings(stage, "limits", per_day=5, cooldown=2)
        card = (await shown(stage))["Limits"]
        assert "per member: **5**\n" in card
        assert "**2 min**" in card


async def test_only_certain_roles_may_ask_and_moderators_always(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        makers = stage.guild.create_role("Makers")
        answer = told(await settings(stage, "roles", add=makers))
        assert f"one of these roles can request videos now: {makers.mention}" in answer
        refused = told(await stage.ask())
        assert refused == (
            f"Only members with one of these roles can request videos here: {makers.mention}."
        )
        assert stage.messages() == []
        kim = stage.guild.add_member(stage.env.create_user("Kim"), roles=[makers])
        await stage.ask(member=kim)
        await stage.ask(member=stage.max)
        assert len(stage.statuses()) == 2
        assert "All members can" in told(await settings(stage, "roles", remove=makers))
        await stage.ask()
        assert len(stage.statuses()) == 3


async def test_only_certain_channels_their_threads_and_categories(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        allowed = stage.guild.create_text_channel("videos")
        answer = told(await settings(stage, "channels", add=allowed))
        assert f"threads included: {allowed.mention}" in answer
        refused = told(await stage.ask())
        assert (
            refused == "Videos can't be requested in this channel."
            f" Use one of these instead: {allowed.mention}."
        )
        await stage.ask(channel=allowed)
        thread = thread_in(stage, allowed)
        await stage.ask(audio_id=SECOND_AUDIO, channel=thread)
        assert stage.statuses(thread)
        refused = told(await stage.ask(channel=thread_in(stage, stage.channel)))
        assert "can't be requested in this channel" in refused
        assert "in all channels" in told(await settings(stage, "channels", clear=True))


async def test_a_channel_in_which_the_bot_could_not_post_is_not_taken(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        channel = channel_without(stage, "embed_links", "attach_files")
        for what, option in (
            ("channels", "add"),
            ("showcase", "channel"),
        ):
            refused = told(await settings(stage, what, **{option: channel}))
            assert refused.startswith(f"I may not do my work in {channel.mention}.")
            assert "Embed Links and Attach Files" in refused
        refused = told(await settings(stage, "moderators", channel=channel))
        assert "Embed Links" in refused
        assert "Attach Files" not in refused
        assert await stage.app.store.guild_settings.get(stage.guild.id) == GuildSettings()


async def test_a_blocked_member_is_told_so_and_nothing_is_spent(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        blocked = told(await settings(stage, "block", member=stage.mia))
        assert "can't request videos" in blocked
        assert blocked.endswith("`/settings unblock` undoes this.")
        assert "blocked already" in told(await settings(stage, "block", member=stage.mia))
        assert "moderators of this server have blocked you" in told(await stage.ask())
        assert stage.messages() == []
        assert (
            f"Blocked (1): {stage.mia.mention}"
            in (await shown(stage))["Who may request videos, and where"]
        )
        assert "again" in told(await settings(stage, "unblock", member=stage.mia))
        assert "was not blocked" in told(await settings(stage, "unblock", member=stage.mia))
        await stage.ask()
        assert len(stage.statuses()) == 1


async def test_public_messages_speak_what_moderators_choose(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "Deutsch" in told(await settings(stage, "language", language="de"))
        await stage.ask()
        assert stage.lines()[0].startswith(("⏳ **In der", "🎬 **In Arbeit"))
        assert "dein Musikvideo ist fertig" in (await stage.finish()).content
        assert "Deutsch" in (await shown(stage))["Videos and messages"]
        assert "language at Discord" in told(await settings(stage, "language", language="discord"))
        await stage.ask(audio_id=SECOND_AUDIO)
        assert stage.statuses()[-1].title == "Music video: Iron Man"


async def test_every_setting_is_set_shown_and_cleared(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        everyone = stage.guild.create_text_channel("showcase")
        hidden = discord.PermissionOverwrite(view_channel=False)
        bot = stage.app.client.user
        assert bot is not None
        private = stage.guild.create_text_channel(
            "team",
            overwrites={
                stage.guild.default_role: hidden,
                stage.max: discord.PermissionOverwrite(view_channel=True),
                bot: discord.PermissionOverwrite(view_channel=True),
            },
        )
        assert everyone.mention in told(await settings(stage, "showcase", channel=everyone))
        told_in = told(await settings(stage, "moderators", channel=private))
        assert "Everybody can read" not in told_in
        public = told(await settings(stage, "moderators", channel=everyone))
        assert "Everybody can read that channel" in public
        await settings(stage, "moderators", channel=private)
        undo = "`/settings copy reset:True` undoes this."
        assert told(await settings(stage, "copy", enabled=False)).endswith(undo)
        await settings(stage, "foreign-branding", videos="refuse")
        await settings(stage, "unwanted-texts", videos="hide")
        await settings(stage, "credits", warn_below=50)
        await settings(stage, "limits", at_once=1, per_day=2, cooldown=3, server_per_day=4)
        await settings(stage, "limits", songs=3, megabytes=30, unused_days=90)
        await settings(stage, "language", language="ja")
        await settings(stage, "messages", per_video="remove")
        await settings(stage, "showcase", approval=True)
        saved = told(await settings(stage, "showcase", weekly=True, reaction=False))
        assert "Once a week" in saved
        assert saved.endswith("`/settings showcase reset:True` undoes this.")
        chosen = await stage.app.store.guild_settings.get(stage.guild.id)
        assert chosen == GuildSettings(
            language="ja",
            showcase_channel_id=everyone.id,
            approves_showcase=True,
            lists_best=True,
            adds_reaction=False,
            moderators_channel_id=private.id,
            keeps_copy=False,
            status_mode=StatusMode.REMOVE,
            other_branding=OtherBrandingPolicy.REFUSE,
            unwanted_texts=UnwantedTextPolicy.HIDE,
            open_per_member=1,
            daily_per_member=2,
            cooldown_seconds=180,
            daily_per_server=4,
            songs_per_member=3,
            megabytes_per_member=30,
            unused_days=90,
            warn_below_credits=50,
        )
        card = await shown(stage)
        assert card["Channels"].splitlines() == [
            f"Showcase: {everyone.mention}",
            f"For moderators: {private.mention}",
            "A moderator approves each video for the showcase first.",
            "Once a week, its best by ⭐ are listed there and pinned.",
        ]
        assert "fewer than 50 credits" in card["Videos and messages"]
        assert "is not posted" in card["Videos and messages"]
        assert "links alone" in card["Videos and messages"]
        group = stage.app.client.tree.get_command("settings")
        assert isinstance(group, app_commands.Group)
        for command in group.commands:  # one way back, whatever it is
            if isinstance(command, app_commands.Command) and command.get_parameter("reset"):
                answer = await settings(stage, command.name, reset=True)
                assert "reset:True" not in told(answer)
        assert await stage.app.store.guild_settings.get(stage.guild.id) == GuildSettings()
        # A field that is new has to be settable as well; this one where the studio has a choice.
        known = chosen.model_dump().keys() - {"max_quality"}
        assert known == chosen.model_dump(exclude_defaults=True).keys()


async def test_limits_are_shown_for_all_for_roles_and_for_one(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        vip = stage.guild.create_role("VIP")
        kim = stage.guild.add_member(stage.env.create_user("Kim"), roles=[vip])
        refused = await settings(stage, "limits", role=vip, cooldown=5)
        assert "Only `at_once`, `per_day`, `songs` and `megabytes`" in told(refused)
        saved = await settings(stage, "limits", role=vip, songs=60, at_once=15)
        assert told(saved).startswith(f"The limits for {vip.mention} are saved.")
        assert "`/settings limits role:… reset:True` undoes this." in told(saved)
        await settings(stage, "limits", songs=5)
        card = fields(await settings(stage, "limits", member=kim))
        assert "Songs in the library, per member: **5**\n" in card["For everybody"]
        assert card["More for some"].splitlines() == [
            "Boosters: 20 at once · 100 started in 24 hours · 10 songs · 600 MB of songs",
            f"{vip.mention}: 15 at once · 60 songs",
        ]
        assert card["What it comes to for Kim"].splitlines()[:4] == [
            "0 / 15 at once",
            "0 / 100 started in 24 hours",
            "0 / 60 songs",
            "0 / 300 MB of songs",
        ]
        await stage.ask()
        own = fields(await stage.mia.slash(stage.channel, "videos limits"))
        assert own["What it comes to for Mia"].startswith("1 / 10 at once\n1 / 100 started")
        await settings(stage, "limits", role=vip, reset=True)
        assert await stage.app.store.role_limits.of_guild(stage.guild.id) == {}


def fields(result: InteractionResult) -> dict[str, str]:
    """Return the fields of a private card."""
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    return {str(field.name): str(field.value) for field in embed.fields}


@pytest.mark.parametrize(
    "what", ["roles", "channels", "showcase", "moderators", "credits", "copy", "language"]
)
async def test_nothing_given_changes_nothing(tmp_path: Path, what: str) -> None:
    async with open_stage(tmp_path) as stage:
        assert told(await settings(stage, what)).startswith("Nothing was changed")
        assert await stage.app.store.guild_settings.get(stage.guild.id) == GuildSettings()


async def test_it_needs_the_right_to_manage_the_server(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await stage.mia.slash(stage.channel, "settings show")
        group = stage.app.client.tree.get_command("settings")
        assert group is not None
        rights = group.to_dict(stage.app.client.tree)["default_member_permissions"]
        assert int(rights) == discord.Permissions(manage_guild=True).value


async def test_a_refusal_pings_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await settings(stage, "roles", add=stage.guild.create_role("Makers", mentionable=True))
        await stage.ask()
        (answer,) = [
            one for one in stage.sent("POST", "/callback") if "Only members" in str(one["data"])
        ][-1:]
        assert answer["data"]["allowed_mentions"] == {"parse": []}
        assert stage.api.charges.get((TASK, AUDIO)) is None


async def test_how_many_messages_a_video_takes_is_chosen_and_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        answer = told(await settings(stage, "messages", per_video="replace"))
        assert answer.startswith("A video takes one message")
        assert answer.splitlines()[0] in (await shown(stage))["Videos and messages"]
        kept = await stage.app.store.guild_settings.get(stage.guild.id)
        assert kept.status_mode is StatusMode.REPLACE


async def test_the_log_tells_moderators_who_changed_what_in_pages(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        for most in range(1, 13):
            await settings(stage, "limits", per_day=most)
        first = (await settings(stage, "log")).response
        assert first is not None
        assert first.ephemeral
        lines = (first.embeds[0].description or "").splitlines()
        assert len(lines) == 10
        assert lines[0].endswith(f"<@{stage.max.id}>: **videos of a member a day**: 11 → 12")
        assert (first.embeds[0].footer.text or "") == "Kept for 365 days."
        await stage.max.click(first, label="Older")
        older = (first.embeds[0].description or "").splitlines()
        assert [line.rpartition(": ")[2] for line in older] == ["1 → 2", "not set → 1"]
        await stage.max.click(first, label="Newer")
        assert (first.embeds[0].description or "").splitlines() == lines


async def test_the_showcase_waits_for_a_moderators_button_where_that_is_chosen(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        showcase, staff = (stage.guild.create_text_channel(name) for name in ("show", "staff"))
        refused = await settings(stage, "showcase", channel=showcase, approval=True)
        assert "`/settings moderators`" in told(refused)
        await settings(stage, "moderators", channel=staff)
        await settings(stage, "showcase", channel=showcase)
        assert "once a moderator" in told(await settings(stage, "showcase", approval=True))
        assert "approves each video" in (await shown(stage))["Channels"]
        await stage.ask()
        await stage.finish()

        def questions() -> list[discord.Message]:
            return [one for one in stage.messages(staff) if "Show it in" in one.content]

        await stage.until(questions)
        (question,) = questions()
        assert "may manage the server" in told(await stage.mia.click(question, label="✅ Show it"))
        await stage.restart()
        await stage.max.click(question, label="✅ Show it")
        await stage.until(lambda: stage.messages(showcase))
        (question,) = questions()
        assert question.content.endswith(f"✅ {stage.max.mention} lets it be shown.")
        assert question.components == []
        assert len(stage.messages(showcase)) == 1
        await settings(stage, "showcase", clear=True)
        assert not (await stage.app.store.guild_settings.get(stage.guild.id)).approves_showcase
