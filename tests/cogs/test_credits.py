"""``/credits``: moderators see the balance, what their server spent, and who had what made."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import simcord
from simcord.results import InteractionResult

from bot.clock import utc_now
from bot.demo.locales import with_locales
from bot.i18n.texts import LOCALES
from bot.jobs import TrackInfo
from bot.providers.cloud import CLOUD
from bot.store.database import Transaction
from bot.store.requests import create_request
from tests.cogs.simcord_harness import (
    AUDIO,
    SECOND_AUDIO,
    CogHarness,
    open_stage,
    studio_in,
    told,
)
from tests.cogs.test_permissions import hidden_channel
from tests.support.rows import NOW, host_limits, new_request


def page(result: InteractionResult) -> str:
    """Return the words of a private answer's embed."""
    answers = [result.response, *result.followups]
    embeds = [embed for answer in answers if answer is not None for embed in answer.embeds]
    assert all(answer.ephemeral for answer in answers if answer is not None)
    (embed,) = embeds
    return "\n".join([embed.description or "", *(field.value or "" for field in embed.fields)])


async def credits_of(stage: CogHarness, what: str, **options: Any) -> InteractionResult:  # noqa: ANN401
    """Use a subcommand as the moderator."""
    return await stage.max.slash(stage.channel, f"credits {what}", **options)


async def test_the_balance_and_the_servers_spending_are_shown(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        stage.api.credit = 15.5
        text = page(await credits_of(stage, "show"))
        assert "Balance of the bot's account: **15.5** credits (asked <t:" in text
        assert "enough for about 7 videos" in text
        assert "Videos charged: **1**, about 2 credits" in text
        assert "an estimate" in text
        assert "Perhaps charged" not in text
        assert "no longer in the record" not in text


async def test_what_was_really_charged_is_told_and_estimates_are_marked(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        (await stage.accepted()).record = {"creditsConsumed": 2.5}
        await stage.finish()
        text = page(await credits_of(stage, "show"))
        assert "Videos charged: **1**, 2.5 credits" in text
        assert "estimate" not in text
        await stage.ask(audio_id=SECOND_AUDIO)
        await stage.until(lambda: len(stage.api.videos) == 2)
        await stage.api.finish(stage.api.videos[1])
        await stage.posted(2)
        text = page(await credits_of(stage, "show"))
        assert "Videos charged: **2**, 2.5 credits, and about 2 for those without a price" in text
        assert "2 credits a video is an estimate" in text


async def test_what_is_not_known_is_said_as_such(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.api.fail(await stage.accepted())
        await stage.posted()
        await stage.ask(audio_id=SECOND_AUDIO)
        await stage.until(lambda: len(stage.api.videos) == 2)
        await stage.until(lambda: "Being made" in stage.lines()[-1])
        stage.api.faults.add(502, "chat/credit", times=99)
        text = page(await credits_of(stage, "show"))
        assert "The balance is not available just now" in text
        assert "Videos charged: **0**" in text
        assert "Perhaps charged: **1**" in text
        assert "Being made just now: **1**" in text


async def test_what_members_had_deleted_is_still_counted(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        question = await stage.mia.slash(stage.channel, "privacy delete")
        assert question.response is not None
        await stage.mia.click(question.response, label="Delete my data")
        text = page(await credits_of(stage, "show"))
        assert "Videos charged: **1**" in text
        assert "no longer in the record: **1**" in text
        assert "There is nothing in the record." in told(await credits_of(stage, "record"))


async def test_where_nothing_costs_anything_credits_are_no_command_and_no_word(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, studio=studio_in(tmp_path)) as stage:
        with pytest.raises(simcord.SetupError):
            await credits_of(stage, "show")
        await fill(stage, 1)
        (_, line) = told(await stage.max.slash(stage.channel, "videos record")).splitlines()
        assert line.endswith("· posted")
        given = await stage.max.slash(stage.channel, "videos record", days=400)
        (row,) = await rows_in(given)
        assert "Outcome" in row
        assert "Charge" not in row
        assert "may manage the server" in told(
            await stage.mia.slash(stage.channel, "videos record")
        )


async def test_what_lyrics_cost_is_said_where_they_are_asked_for(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (library / ".welcomed").touch()
    studio = {"enabled": True, "library": library, "videos": tmp_path / "videos", "lyrics": True}
    async with open_stage(tmp_path, studio=studio) as stage:
        assert "about 0.5 credits" in page(await credits_of(stage, "show"))


async def test_the_record_says_who_had_what_made_and_what_it_cost(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        await stage.ask(member=stage.ben)
        await stage.posted(2)
        title, ben, mia = told(await credits_of(stage, "record")).splitlines()
        assert title == "**Who had what made**"
        assert f"<@{stage.ben.id}> · **Iron Man** · <#{stage.channel.id}> · [posted](<" in ben
        assert ben.endswith("not charged")
        assert f"<@{stage.mia.id}>" in mia
        assert mia.endswith(") · charged")
        assert str(stage.posts()[0].id) in mia
        only = told(await credits_of(stage, "record", member=stage.mia))
        assert str(stage.ben.id) not in only


async def fill(stage: CogHarness, count: int) -> None:
    """Have had videos made, at the beginning of the year."""

    def write(statements: Transaction) -> None:
        for number in range(count):
            asked = new_request(f"task-{number:02}", guild_id=stage.guild.id, user_id=stage.mia.id)
            create_request(
                statements,
                asked,
                provider=CLOUD,
                now=NOW,
                deadline_at=NOW,
                limits=host_limits(),
            )
        # In the same transaction, or the bot at work would take them up.
        statements.execute("UPDATE videos SET state = 'ready', due_at = NULL")
        statements.execute("UPDATE requests SET state = 'posted', finished_at = created_at")

    await stage.app.store.key_value._db.write(write)


async def test_the_record_has_pages(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await fill(stage, 10)
        first = await credits_of(stage, "record")
        assert first.response is not None
        newest = first.response.content
        assert len(newest.splitlines()) == 7
        await stage.restart()
        await stage.max.click(first.response, label="Older ▶")
        assert len(first.response.content.splitlines()) == 5
        await stage.max.click(first.response, label="◀ Newer")
        assert first.response.content == newest


async def test_who_may_no_longer_manage_the_server_turns_no_page(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await fill(stage, 10)
        first = (await credits_of(stage, "record")).response
        assert first is not None
        stage.guild.roles["Moderators"]._role.permissions = 0
        answer = told(await stage.max.click(first, label="Older ▶"))
        assert answer == "Only members who may manage the server can do this."


async def test_large_balances_are_written_out(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.credit = 1234567.5
        assert "**1,234,567.5** credits" in page(await credits_of(stage, "show"))
        with with_locales(stage.env, {stage.max.id: "de"}, "en-US"):
            assert "1.234.567,5" in page(await credits_of(stage, "show"))


async def test_the_export_names_no_channel_that_the_moderator_cannot_see(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        backstage = hidden_channel(stage)
        await stage.ask(channel=backstage)
        (row,) = await exported(stage)
        assert (row["Channel"], row["Channel id"]) == ("", f"<#{backstage.id}>")


async def test_a_page_fits_into_a_message_in_every_language(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await fill(stage, 6)
        await stage.app.store.key_value._db.execute(
            "UPDATE requests SET message_id = 1234567890123456789"
        )
        titles = [
            TrackInfo(task_id=f"task-{number:02}", audio_id="audio-1", title="*" * 100)
            for number in range(6)
        ]
        await stage.app.store.tracks.save(titles, NOW)
        for locale in LOCALES:
            with with_locales(stage.env, {stage.max.id: locale}, "en-US"):
                content = told(await credits_of(stage, "record"))
            assert len(content.splitlines()) == 7
            assert len(content) <= 1900, locale


async def exported(stage: CogHarness, **options: Any) -> list[dict[str, str]]:  # noqa: ANN401
    return await rows_in(await credits_of(stage, "export", **options))


async def rows_in(answer: InteractionResult) -> list[dict[str, str]]:
    """Return the rows of an answer's file."""
    assert answer.response is not None
    assert answer.response.ephemeral
    (attachment,) = answer.response.attachments
    assert attachment.filename == "record.csv"
    body = (await attachment.read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


async def test_the_export_is_a_file_that_no_spreadsheet_takes_for_formulas(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="=HYPERLINK(A1)", watermark="-2+3")
        await stage.finish()
        (row,) = await exported(stage)
        assert row["Member"] == f"<@{stage.mia.id}>"
        assert row["Channel"] == "music-videos"
        assert row["Title"] == "Iron Man"
        assert row["Song id"] == AUDIO
        assert row["Signature on the cover"] == "'=HYPERLINK(A1)"
        assert row["Watermark"] == "'-2+3"
        assert (row["Outcome"], row["Charge"]) == ("posted", "charged")
        assert row["Message link"].endswith(f"/{stage.posts()[0].id}")


async def test_the_export_goes_back_as_far_as_it_is_told_to(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await fill(stage, 3)  # at the beginning of the year
        await stage.ask()
        assert len(await exported(stage, days=1)) == 1
        answer = told(await credits_of(stage, "export", days=1))
        assert answer.startswith("The record of the last day: one request.")
        assert len(await exported(stage, days=400)) == 4


@pytest.mark.parametrize("what", ["show", "record", "export"])
async def test_it_needs_the_right_to_manage_the_server(tmp_path: Path, what: str) -> None:
    async with open_stage(tmp_path) as stage:
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await stage.mia.slash(stage.channel, f"credits {what}")


async def watched(stage: CogHarness) -> simcord.ChannelHandle:
    """Let the moderators be told things in a channel of theirs."""
    channel = stage.guild.create_text_channel("moderators")
    await stage.max.slash(stage.channel, "settings moderators", channel=channel)
    return channel


async def test_moderators_are_warned_once_each_time_that_the_balance_falls(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, limits={"low_credits": 30.0}) as stage:
        channel = await watched(stage)
        credit_service = stage.app.client.credit_service
        for balance in (31.0, 29.0, 28.0):
            stage.api.credit = balance
            await credit_service.fetch_balance()
        await stage.until(lambda: stage.messages(channel))
        await stage.restart()
        credit_service = stage.app.client.credit_service
        await credit_service.fetch_balance()
        (warning,) = stage.messages(channel)
        assert "credits run low:** 29 are left" in warning.content
        stage.api.credit = 100.0
        await credit_service.fetch_balance()
        stage.api.credit = 5.0
        await credit_service.fetch_balance()
        await stage.until(lambda: len(stage.messages(channel)) == 2)
        assert "5 are left" in stage.messages(channel)[-1].content
        last = stage.messages(channel)[-1]
        path = "/webhooks/*/messages/@original"  # another moderator was faster
        stage.env.inject_error("DELETE", path, status=404, code=10008, message="gone", times=1)
        assert (await stage.max.click(last, label="Delete")).followups == []
        await stage.max.click(last, label="Delete")
        assert len(stage.messages(channel)) == 1


async def test_a_servers_own_threshold_goes_first(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"low_credits": 0.0}) as stage:
        channel = await watched(stage)
        stage.api.credit = 40.0
        await stage.app.client.credit_service.fetch_balance()
        assert stage.messages(channel) == []
        await stage.max.slash(stage.channel, "settings credits", warn_below=50.0)
        await stage.app.client.credit_service.fetch_balance()
        await stage.until(lambda: stage.messages(channel))


async def test_moderators_who_can_not_be_told_are_told_in_another_channel(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, limits={"low_credits": 30.0}) as stage:
        channel = await watched(stage)
        path = f"/channels/{channel.id}/messages"
        stage.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions")
        stage.api.credit = 5.0
        await stage.app.client.credit_service.fetch_balance()
        other = await watched(stage)
        while not stage.messages(other):
            await stage.app.client.credit_service.fetch_balance()
        assert stage.messages(channel) == []


async def test_a_balance_that_recovers_before_anybody_is_told_is_not_told(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"low_credits": 30.0}) as stage:
        channel = await watched(stage)
        store = stage.app.store
        assert await store.low_credit_alerts.update(5.0, utc_now(), default=30.0) == 1
        assert await store.low_credit_alerts.update(50.0, utc_now(), default=30.0) == 0
        stage.app.client.requests.notify_workers()
        assert stage.messages(channel) == []
