"""Whose a song is: what its owner chose holds wherever others could use it, or sign it."""

from pathlib import Path

from bot.demo.attachment_server import serve_attachments
from bot.jobs import Branding
from tests.cogs.simcord_harness import CogHarness, open_stage, studio_in, told
from tests.cogs.test_track import add, answered, listed, removable, song, studio_stage

YES = "Yes, this is mine to share"


async def offered(stage: CogHarness, member: object) -> list[str]:
    return list(await stage.choices("song", "", member))  # type: ignore[arg-type]


async def test_a_member_says_once_that_what_they_bring_is_theirs_to_share(tmp_path: Path) -> None:
    async with (
        open_stage(tmp_path, studio=studio_in(tmp_path)) as stage,
        serve_attachments(stage.env),
    ):
        asked = await add(stage, song(tmp_path))
        assert "is what you bring yours to share?" in told(asked)
        assert "no songs yet" in await listed(stage)  # nothing is taken before
        brought = await stage.mia.click(answered(asked), label=YES)
        assert "**my song** · 0:01" in answered(brought).content
        assert "carry the signature **Mia**" in answered(brought).content
        assert "in this server's library" in told(await add(stage, song(tmp_path)))
        # The answer is kept, and the song asked for again, where the question waited too long.
        late = await add(stage, song(tmp_path), stage.ben)
        await stage.restart()
        again = await stage.ben.click(answered(late), label=YES)
        assert "send `/track add` again" in answered(again).content
        assert "in this server's library" in told(await add(stage, song(tmp_path), stage.ben))


async def test_a_song_is_used_by_whom_its_owner_chose(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        brought = await add(stage, song(tmp_path), title="Rain", use="owner")
        assert "Only you may use it" in told(brought)
        (task,) = (await removable(stage, stage.mia)).values()
        assert [await offered(stage, one) for one in (stage.mia, stage.ben, stage.max)] == [
            ["Rain · 0:01"],
            [],
            [],
        ]
        assert "Rain" not in await listed(stage, stage.ben)
        assert "🔒 for its owner only" in await listed(stage)
        refused = told(await stage.ask(task, None, member=stage.ben))
        assert f"{stage.mia.mention} brought this song and keeps it" in refused
        # Those who see its video may not have it made by the message's menu either.
        await stage.mia.click(answered(brought), label="Make it")
        (post,) = await stage.posted()
        menu = await stage.ben.context_menu(stage.channel, "Make a music video", post)
        assert "keeps it to themselves" in told(menu)
        edited = await stage.mia.slash(stage.channel, "track edit", track=task, use="moderators")
        assert "for its owner and moderators" in told(edited)
        assert "only they and moderators may" in told(await stage.ask(task, None, member=stage.ben))
        assert await offered(stage, stage.max) == ["Rain · 0:01"]
        for member in (stage.ben, stage.max):
            answer = told(
                await member.slash(stage.channel, "track edit", track=task, use="everyone")
            )
            is_moderator = member is stage.max
            assert ("for everybody here" in answer) is is_moderator, answer
        assert await offered(stage, stage.ben) == ["Rain · 0:01"]


async def test_nobody_signs_anothers_song_unless_they_are_let(tmp_path: Path) -> None:
    """Once anyone could, and the owner's own button then posted that."""
    async with studio_stage(tmp_path) as stage:
        brought = await add(stage, song(tmp_path), title="Rain")
        (task,) = (await removable(stage, stage.mia)).values()
        refused = told(await stage.ask(task, None, member=stage.ben, author="Ben"))
        assert f"This song is from {stage.mia.mention}" in refused
        assert "**Mia**" in refused
        assert stage.messages() == []
        await stage.mia.click(answered(brought), label="Make it")
        (post,) = await stage.posted()
        assert "Mia" in post.content
        store = stage.app.store
        assert (await store.history.page(stage.guild.id, None, 9)).jobs[0].video.branding == (
            Branding(author="Mia")
        )
        edited = told(
            await stage.mia.slash(
                stage.channel, "track edit", track=task, signature="Mi A.", signed_by="anyone"
            )
        )
        assert "signature: **Mi A.**" in edited
        await stage.ask(task, None, member=stage.ben, author="Ben")
        await stage.posted(2)
        newest = (await store.history.page(stage.guild.id, None, 9)).jobs[0]
        assert newest.video.author == "Ben"
        assert told(await stage.mia.slash(stage.channel, "track edit", track=task)) == (
            "Nothing was changed: choose at least one option."
        )
