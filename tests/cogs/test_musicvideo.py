"""``/musicvideo`` as a member meets it: asking, choosing, refusals."""

import sqlite3
from pathlib import Path

import pytest
import simcord
from discord import app_commands

from tests.cogs.simcord_harness import (
    AUDIO,
    LINK,
    SECOND_AUDIO,
    TASK,
    CogHarness,
    open_stage,
    texts,
    told,
)
from tests.loopback.music_api import track

LONELY = "6d8a9c0f" * 4


def requests_in(stage: CogHarness) -> int:
    """Count the committed requests."""
    with sqlite3.connect(stage.config.database.path) as database:
        (count,) = database.execute("SELECT count(*) FROM requests").fetchone()
    database.close()
    return int(count)


async def test_both_ids_bring_one_public_status_and_then_the_video(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        answer = await stage.ask(author="Mia & Co", watermark="music.example")
        assert answer.response is not None
        assert not answer.response.ephemeral
        assert not answer.followups
        assert "⏳" in stage.lines()[0] or "🎬" in stage.lines()[0]
        post = await stage.finish()
        status, result = stage.messages()
        assert result.id == post.id
        assert result.id != status.id
        assert "✅ **Finished:**" in stage.lines()[0]
        assert f"/{stage.channel.id}/{result.id}" in stage.lines()[0]
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_the_result_carries_title_link_branding_and_day(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="Mia & Co", watermark="music.example")
        post = await stage.finish()
        first, link, remarks = post.content.splitlines()
        assert first == f"🎬 {stage.mia.mention}, your music video is ready: **Iron Man** (3:18)"
        assert link == f"{LINK}{stage.api.videos[0].video_id}.mp4"
        assert remarks.startswith("-# signed Mia & Co · watermark music.example · link until")
        assert "<t:" in remarks
        submit = stage.api.submits[0]
        assert (submit["author"], submit["domainName"]) == ("Mia & Co", "music.example")


async def test_the_result_pings_the_requester_and_nobody_else(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music(LONELY, track(AUDIO, f"@everyone <@{stage.ben.id}>"))
        await stage.ask(LONELY, None)
        post = await stage.finish(LONELY)
        assert [user.id for user in post.mentions] == [stage.mia.id]
        assert not post.mention_everyone
        (sent,) = stage.sent("POST", f"/channels/{stage.channel.id}/messages")
        assert sent["allowed_mentions"] == {"parse": [], "users": [str(stage.mia.id)]}
        assert sent["enforce_nonce"]
        assert len(sent["nonce"]) <= 25


async def test_the_status_names_the_requester_and_pings_nobody(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        (status, _) = stage.messages()
        assert status.content == f"-# Requested by {stage.mia.mention}"
        (first, *edits) = [
            *stage.sent("PATCH", "/messages/@original"),
            *stage.sent("PATCH", f"/{status.id}"),
        ]
        assert edits
        for edit in (first, *edits):
            assert edit["allowed_mentions"] == {"parse": []}


async def test_a_pasted_text_with_both_ids_is_understood(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(f'{{"taskId": "{TASK}", "audioId": "{SECOND_AUDIO}"}}', None)
        await stage.finish()
        assert stage.api.charges == {(TASK, SECOND_AUDIO): 1}


async def test_the_only_track_of_a_task_is_taken_as_it_is(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music(LONELY, track(AUDIO, "Alone"))
        answer = await stage.ask(LONELY, None)
        assert answer.response is not None
        assert answer.response.ephemeral
        (status,) = stage.messages()
        assert status.embeds[0].title == "Music video: Alone"
        await stage.finish(LONELY)
        assert stage.api.charges == {(LONELY, AUDIO): 1}


async def test_several_tracks_are_offered_privately_and_the_chosen_one_is_made(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        answer = await stage.ask(TASK, None, author="Mia")
        assert answer.response is not None
        assert answer.response.ephemeral
        assert answer.response.content.startswith("This task has 2 songs.")
        assert stage.messages() == []
        (row,) = answer.response.components
        labels = [option["label"] for option in row["components"][0]["options"]]
        assert labels == ["Iron Man · take 1 · 3:18", "Iron Man · take 2 · 3:21"]
        chosen = await stage.mia.select(answer.response, [SECOND_AUDIO])
        assert [message.ephemeral for message in chosen.followups] == [False]
        assert answer.response.content == "Chosen: **Iron Man**"
        assert answer.response.components == []
        assert len(stage.statuses()) == 1
        await stage.finish()
        assert stage.api.charges == {(TASK, SECOND_AUDIO): 1}
        assert stage.api.submits[0]["author"] == "Mia"


async def test_a_menu_from_before_a_restart_says_what_to_do(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        answer = await stage.ask(TASK, None)
        assert answer.response is not None
        await stage.restart()
        assert "Use the command again" in told(await stage.mia.select(answer.response, [AUDIO]))
        assert stage.messages() == []


async def test_work_waits_while_members_are_being_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_stage(tmp_path) as stage:
        desk, seen = stage.app.client.requests, list[str]()
        over, start = desk.response_gate.wait, desk.notify_workers

        async def over_and_noted() -> None:
            await over()
            seen.append(f"over, {requests_in(stage)} kept")

        def start_and_noted() -> None:
            seen.append("started")
            start()

        monkeypatch.setattr(desk.response_gate, "wait", over_and_noted)
        monkeypatch.setattr(desk, "notify_workers", start_and_noted)
        await stage.ask()
        # Another start before is that of the server's welcome.
        assert seen[-2:] == ["over, 0 kept", "started"]
        await stage.accepted()


@pytest.mark.parametrize("typed", ["iron", "Iron Man"])
async def test_a_title_typed_without_choosing_is_understood(tmp_path: Path, typed: str) -> None:
    async with open_stage(tmp_path) as stage:
        for audio_id in (AUDIO, SECOND_AUDIO):
            await stage.ask(audio_id=audio_id)
        offered = await stage.ask(typed, None, member=stage.ben)
        assert "Which one" in told(offered)


async def test_a_title_that_one_track_has_is_taken_at_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.add_music("a" * 32, track("b" * 32, "Paper Boats", duration=60.0))
        await stage.ask("a" * 32, "b" * 32)
        await stage.finish("a" * 32)
        await stage.ask("paper boats", None, member=stage.ben)
        assert len(await stage.posted(2)) == 2


async def test_an_unknown_task_is_told_privately(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "no finished song for this task" in told(await stage.ask("0" * 32, None))
        assert stage.messages() == []
        assert requests_in(stage) == 0


async def test_a_failing_look_up_is_told_privately_without_the_raw_error(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        stage.api.key = "another key"
        answer = told(await stage.ask(TASK, None))
        assert "could not be asked which songs this task has" in answer
        assert "access permissions" not in answer
        assert requests_in(stage) == 0


@pytest.mark.parametrize("text", ["my song about rain", "🎵", "@everyone"])
async def test_a_text_without_an_id_is_refused_with_what_to_do(tmp_path: Path, text: str) -> None:
    async with open_stage(tmp_path) as stage:
        answer = told(await stage.ask(text, None))
        assert "I can't find an id in" in answer
        assert "@everyone" not in answer
        assert requests_in(stage) == 0


@pytest.mark.parametrize("option", ["author", "watermark"])
async def test_fifty_characters_of_branding_are_the_most(tmp_path: Path, option: str) -> None:
    async with open_stage(tmp_path) as stage:
        ids = {"task_id": TASK, "audio_id": AUDIO}
        with pytest.raises(simcord.SetupError):
            await stage.mia.slash(stage.channel, "musicvideo", **ids, **{option: "x" * 51})
        await stage.mia.slash(stage.channel, "musicvideo", **ids, **{option: "x" * 50})
        await stage.finish()


@pytest.mark.parametrize("text", [" ", "\u200b\u200b", "\u200d", "\u2800", "\u3164", "\u202e"])
async def test_branding_that_cannot_be_seen_is_refused(tmp_path: Path, text: str) -> None:
    async with open_stage(tmp_path) as stage:
        assert "no visible characters" in told(await stage.ask(author=text))
        assert requests_in(stage) == 0


async def test_asking_again_while_it_is_open_joins_what_is_under_way(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        (status,) = stage.messages()
        answer = texts(await stage.ask())
        assert len(answer) == 1
        assert "being made already" in answer[0]
        assert str(status.id) in answer[0]
        await stage.finish()
        assert len(stage.messages()) == 2
        assert requests_in(stage) == 1
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_a_second_member_joins_the_video_and_gets_a_post_of_their_own(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.ask(member=stage.ben)
        await stage.finish(posts=2)
        pinged = {user.id for post in stage.posts() for user in post.mentions}
        assert pinged == {stage.mia.id, stage.ben.id}
        assert len(stage.statuses()) == 2
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_those_who_ask_before_it_is_handed_over_share_the_job_and_all_are_pinged(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path, timing={"retry_seconds": 1.0}) as stage:
        stage.api.refuse(429)  # so it still waits when the others come
        for member in (stage.mia, stage.ben, stage.max):
            await stage.ask(member=member)
        await stage.finish(posts=3)
        asked = {stage.mia.id, stage.ben.id, stage.max.id}
        pinged = [[user.id for user in post.mentions] for post in stage.posts()]
        assert sorted(pinged) == sorted([user_id] for user_id in asked)
        assert len(stage.statuses()) == 3
        assert [line for line in stage.lines() if "✅" not in line] == []
        assert stage.api.charges == {(TASK, AUDIO): 1}
        assert len(stage.api.submits) == 2  # the first one was turned away


async def test_who_would_get_another_s_signature_is_asked_before_anything_is_posted(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask(author="Mia")
        asked = await stage.ask(member=stage.ben, author="Ben")
        question = told(asked)
        assert "It carries: signed Mia. You wanted: signed Ben." in question
        assert requests_in(stage) == 1
        assert asked.response is not None
        await stage.ben.click(asked.response, label="Post it as it is")
        await stage.finish(posts=2)
        bens = next(post for post in stage.posts() if stage.ben.id in post.raw_mentions)
        assert "somebody else requested it first" in bens.content
        assert "signed Mia" in bens.content
        mias = next(post for post in stage.posts() if stage.mia.id in post.raw_mentions)
        assert "somebody else" not in mias.content


async def test_a_video_that_exists_is_posted_again_without_a_charge(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        asked = await stage.ask(member=stage.ben, author="Ben")
        assert "It carries: no signature and no watermark." in told(asked)
        assert len(stage.posts()) == 1
        assert asked.response is not None
        await stage.ben.click(asked.response, label="Post it as it is")
        _, second = await stage.posted(2)
        assert "made earlier, without signature and watermark" in second.content
        assert "Ben" not in second.content
        assert stage.api.charges == {(TASK, AUDIO): 1}


async def test_look_and_shape_are_refused_where_the_service_takes_none(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        command = stage.app.client.tree.get_command("musicvideo")
        assert isinstance(command, app_commands.Command)
        assert [one.choices for one in command.parameters if one.name == "look"] == [[]]
        assert "the video service that this bot uses" in told(await stage.ask(shape="tall"))
        assert requests_in(stage) == 0
        asked = await stage.max.slash(stage.channel, "branding set", shape="tall")
        assert "the video service that this bot uses" in told(asked)


async def test_too_many_open_requests_are_refused_privately(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"open_per_member": 1}) as stage:
        await stage.ask()
        assert "as many videos in progress as a member may have here: 1." in told(
            await stage.ask(audio_id=SECOND_AUDIO)
        )
        assert requests_in(stage) == 1


async def test_what_is_against_a_request_is_told_before_anything_is_public(tmp_path: Path) -> None:
    async with open_stage(tmp_path, limits={"open_per_member": 1}) as stage:
        await stage.ask()
        for refused in (await stage.ask(), await stage.ask(audio_id=SECOND_AUDIO)):
            assert refused.response is not None, "it was promised"
            assert refused.response.ephemeral
        assert len(stage.messages()) == 1


async def test_a_database_that_cannot_be_written_is_told_and_nothing_is_charged(
    tmp_path: Path,
) -> None:
    async with open_stage(tmp_path) as stage:
        with sqlite3.connect(stage.config.database.path) as other:
            other.execute(
                "CREATE TRIGGER full BEFORE INSERT ON requests"
                " BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
            )
        other.close()
        answer = told(await stage.ask())
        assert "can't save anything at the moment" in answer
        assert "full" not in answer
        assert stage.messages() == []
        assert stage.api.submits == []
        # Full to the last page, as SQLite itself finds it.
        database = stage.app.store.key_value._db
        await database.execute("DROP TRIGGER full")
        await database.execute(
            "CREATE TRIGGER big AFTER INSERT ON requests BEGIN"
            " INSERT OR REPLACE INTO key_value VALUES ('big', hex(zeroblob(500000))); END"
        )
        await database.fetch_all("PRAGMA max_page_count = 1")
        answer = told(await stage.ask())
        assert "disk with the bot's database is full, so nothing was started" in answer
        assert stage.messages() == []
        await database.fetch_all("PRAGMA max_page_count = 1000000")
        await stage.ask()
        await stage.finish()
        assert len(stage.api.submits) == 1


async def test_which_song_is_said_once(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "Which song?" in told(await stage.mia.slash(stage.channel, "musicvideo"))
        both = await stage.mia.slash(stage.channel, "musicvideo", song="Iron", task_id=TASK)
        assert "both `song` and `task_id`" in told(both)
        assert requests_in(stage) == 0


async def test_a_song_is_found_by_its_title_in_an_option_of_its_own(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await stage.ask()
        await stage.finish()
        offered = await stage.choices("song", "iron")
        ((name, value),) = offered.items()
        assert name.startswith("Iron Man · take 1")
        await stage.ben.slash(stage.channel, "musicvideo", song=value)
        await stage.posted(2)
        assert requests_in(stage) == 2
