"""``/track lyrics``: songs that are there get lyrics, and the next video is made with them."""

from pathlib import Path

import av
import pytest

from bot.jobs import Branding, RenderOptions
from bot.policy.branding_variants import variant_of
from bot.studio.library.library import Library
from bot.studio.library.models import NewTrack
from tests.cogs.simcord_harness import CogHarness, told
from tests.cogs.test_track import File, studio_stage
from tests.studio.studio_harness import write_wav
from tests.support.rows import NOW, rows_of

FIRST: File = ("a.lrc", b"[00:00.200]first words\n")
SECOND: File = ("b.srt", b"1\n00:00:00,300 --> 00:00:00,900\nother words\n")


def library_song(folder: Path, owner: int, lyrics: str | None = None) -> tuple[str, str]:
    """Put a song of a server into the studio's library."""
    audio = write_wav(folder / "a.wav")
    song = NewTrack(audio=audio, title="Rain", duration_seconds=1.2, lyrics=lyrics)
    task = Library(folder / "library").add([song], owner=str(owner), added_by="1")
    return task.task_id, task.tracks[0].audio_id


async def change(stage: CogHarness, **given: str | File | bool) -> str:
    """Type ``/track lyrics`` as a moderator."""
    return told(await stage.max.slash(stage.channel, "track lyrics", track="Rain", **given))


def sung(folder: Path) -> list[str]:
    """Return what the lyrics of each video say, the oldest first."""
    texts = []
    for path in sorted((folder / "videos").glob("*.mp4"), key=lambda one: one.stat().st_mtime):
        with av.open(str(path)) as video:
            tracks = video.streams.subtitles
            lines = [bytes(one)[2:].decode() for one in video.demux(tracks)] if tracks else []
            texts.append(" ".join(line for line in lines if line))
    return texts


async def test_lyrics_are_given_replaced_shown_and_taken_away_each_with_a_video_of_its_own(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path) as stage:
        ids = library_song(tmp_path, stage.guild.id)
        await stage.ask(*ids)
        await stage.posted()
        assert "has no lyrics. Attach" in await change(stage)
        assert "has these lyrics from now on" in await change(stage, lyrics=FIRST)
        await stage.ask(*ids)
        await stage.posted(2)
        await stage.ask(*ids, member=stage.ben)  # the same once more: it is there
        await stage.posted(3)
        assert "has these lyrics from now on" in await change(stage, lyrics=SECOND)
        shown = await stage.max.slash(stage.channel, "track lyrics", track="Rain")
        assert shown.response is not None
        (file,) = shown.response.attachments
        assert (file.filename, await file.read()) == (
            "Rain.lrc",
            b"[00:00.300]other words\n[00:00.900]\n",
        )
        await stage.ask(*ids)
        await stage.posted(4)
        assert "has no lyrics any more" in await change(stage, remove=True)
        assert "has no lyrics. Attach" in await change(stage, remove=True)
        await stage.ask(*ids)
        await stage.posted(5)
        assert sung(tmp_path) == ["", "first words", "other words", ""]
        assert len(await rows_of(stage.app.store, "videos")) == 4


async def test_what_is_wrong_with_lyrics_changes_nothing(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        library_song(tmp_path, stage.guild.id, lyrics="[00:00.200]mine\n")
        await stage.app.store.blocked_words.add(stage.guild.id, "spam", added_by=5, now=NOW, most=9)
        assert "no lines with times" in await change(stage, lyrics=("a.lrc", b"words only"))
        assert "come after the song" in await change(stage, lyrics=("a.lrc", b"[09:00.00]late"))
        unwanted = ("a.lrc", b"[00:00.10]<00:00.10>S <00:00.30>p <00:00.40>a <00:00.50>m")
        assert "block list" in await change(stage, lyrics=unwanted)
        assert "not both" in await change(stage, lyrics=FIRST, remove=True)
        other = await stage.ben.slash(stage.channel, "track lyrics", track="Rain", lyrics=FIRST)
        assert "Somebody else brought this song" in told(other)
        shown = await stage.max.slash(stage.channel, "track lyrics", track="Rain")
        assert shown.response is not None
        assert b"mine" in await shown.response.attachments[0].read()


@pytest.mark.parametrize("branding", [Branding(), Branding(author="Mia")])
def test_other_lyrics_are_another_variant(branding: Branding) -> None:
    options = RenderOptions()
    variants = [variant_of(branding, options, version) for version in ("", "aa", "bb", "none")]
    assert len(set(variants)) == 4
    assert variants[0] == variant_of(branding, options)  # as it was before there were versions
