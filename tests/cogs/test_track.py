"""``/track``: members bring songs of their own, list them and remove them, each in their server."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
import simcord
from mutagen.flac import FLAC
from PIL import Image
from simcord import actors
from simcord.results import InteractionResult, ResponseMessage

from bot.demo.attachment_server import serve_attachments
from bot.demo.locales import with_locales
from bot.jobs.track_ids import read_ids
from bot.studio_client import LibraryTrack
from bot.studio_client.preview import PreviewFailed
from cogs._embeds.track_list import track_choice
from tests.cogs.simcord_harness import AUDIO, TASK, CogHarness, open_stage, studio_in, texts, told
from tests.studio import songs
from tests.studio.studio_harness import add_song, until, write_wav
from tests.studio.tags.odd_songs import with_riff_info
from tests.support.rows import NOW, rows_of

File = tuple[str, bytes]

IN_LIBRARY: Final = "is in this server's library now"
UNKNOWN: Final = "There is no such song in this server."
GONE: Final = "This song is not in this server's library"


class NoPicture:
    """Draws nothing: a picture for each song here would take a second of processor time."""

    async def render(self, *_: object, **__: object) -> bytes:
        raise PreviewFailed


@asynccontextmanager
async def studio_stage(
    folder: Path, *, is_drawing: bool = False, **over: object
) -> AsyncIterator[CogHarness]:
    """Open a stage whose videos the studio makes; ``over`` are settings of the studio.

    Its people have said before that what they bring is theirs to share. ``is_drawing``: whether
    cards show pictures of the videos.
    """
    async with (
        open_stage(folder, studio=studio_in(folder, **over)) as stage,
        serve_attachments(stage.env),
    ):
        for member in (stage.mia, stage.ben, stage.max):
            await stage.app.store.track_owners.confirm_rights(member.id, NOW)
        if not is_drawing:
            stage.app.client.preview_renderer = NoPicture()
        yield stage


def song(folder: Path, seconds: float = 1.2, name: str = "my_song.wav") -> File:
    return name, write_wav(folder / "made.wav", seconds).read_bytes()


def picture(name: str = "cover.png") -> File:
    file = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(file, "PNG")
    return name, file.getvalue()


async def add(
    stage: CogHarness,
    file: File,
    member: simcord.MemberActor | None = None,
    **more: str | File | None,
) -> InteractionResult:
    """Type ``/track add``."""
    given = {name: value for name, value in more.items() if value is not None}
    return await (member or stage.mia).slash(stage.channel, "track add", file=file, **given)


def answered(result: InteractionResult) -> ResponseMessage:
    """Return the answer to a command that was deferred."""
    assert result.response is not None
    return result.response


async def offered(stage: CogHarness, typed: str = "") -> list[str]:
    """Return what ``/musicvideo`` offers."""
    return list(await stage.choices("task_id", typed))


async def removable(
    stage: CogHarness, member: simcord.MemberActor, typed: str = ""
) -> dict[str, str]:
    """Return what ``/track remove`` offers."""
    found = await member.autocomplete(stage.channel, "track remove", "track", typed)
    return {choice["name"]: choice["value"] for choice in found}


async def remove(stage: CogHarness, member: simcord.MemberActor, track: str) -> str:
    return told(await member.slash(stage.channel, "track remove", track=track))


async def listed(stage: CogHarness, member: simcord.MemberActor | None = None) -> str:
    result = await (member or stage.mia).slash(stage.channel, "track list")
    assert result.response is not None
    assert result.response.ephemeral
    (embed,) = result.response.embeds
    return embed.description or ""


async def test_a_member_brings_a_song_and_has_its_video_made(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        assert await offered(stage) == []  # and that is not remembered
        brought = await add(stage, song(tmp_path), title="Rain", artist="Ada", cover=picture())
        assert texts(brought)[0].startswith("🎵 **Rain** · Ada · 0:01\n")
        assert IN_LIBRARY in told(brought)
        assert stage.messages() == []  # it is nobody else's business
        assert await offered(stage, "rain") == ["Rain · 0:01"]
        await stage.mia.click(answered(brought), label="Make it")
        (post,) = await stage.posted()
        assert f"{stage.mia.mention}, your music video is ready: **Rain** (0:01)" in post.content
        assert [file.filename for file in post.attachments] == ["musicvideo.mp4"]
        (status,) = stage.statuses()
        assert status.title == "Music video: Rain"


async def test_the_buttons_of_several_songs_outlive_a_restart_and_are_their_members_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with studio_stage(tmp_path) as stage:
        both = [song(tmp_path), song(tmp_path, name="rain.wav")]
        brought = await add(stage, both[0], second_file=both[1])
        await stage.restart()
        button, label = answered(brought), "Make its video: my song"
        with monkeypatch.context() as forged:  # to others the message can't be seen
            forged.setattr(actors, "can_access_message", lambda *_, **__: True)
            refused = told(await stage.ben.click(button, label=label))
        assert "This button is for whoever brought the song" in refused
        await stage.mia.click(button, label=label)
        assert "**my song**" in (await stage.posted())[0].content


async def test_a_song_is_called_as_its_file_says_or_as_its_file_is_called(tmp_path: Path) -> None:
    tags = {"title": "Night Train", "artist": "The Rails"}
    tagged = songs.write(tmp_path / "t.mp3", songs.beats(1.5), codec="libmp3lame", tags=tags)
    async with studio_stage(tmp_path) as stage:
        answer = told(await add(stage, ("01 track.mp3", tagged.read_bytes())))
        assert answer.startswith("🎵 **Night Train** · The Rails · 0:01")
        assert told(await add(stage, song(tmp_path))).startswith("🎵 **my song** · 0:01")


async def test_what_is_no_song_is_refused_privately_and_adds_nothing(tmp_path: Path) -> None:
    refused: list[tuple[File | None, File | None, str]] = [
        (("a.mp3", b"no sound in here"), None, "can't be read as audio. These are taken: MP3, M4A"),
        (("a.mp3", b""), None, "This file is empty"),
        (("a.mp3", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), None, "can't be read as audio"),
        (picture(), None, "can't be read as audio"),
        (("a.mp3", bytes(1_100_000)), None, "at most 1 MB are taken"),
    ]
    async with studio_stage(tmp_path, max_upload_megabytes=1) as stage:
        for file, cover, answer in refused:
            assert answer in told(await add(stage, file or song(tmp_path), cover=cover))
        assert "no visible characters" in told(await add(stage, song(tmp_path), title="\u200b"))
        assert await offered(stage) == []
        assert stage.messages() == []


async def test_a_cover_that_fails_costs_no_song_and_is_asked_for_again(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        answer = told(await add(stage, song(tmp_path), cover=("c.png", b"no picture")))
        assert answer.startswith(
            "🎵 **my song** · 0:01\n⚠️ The song is taken, but without its cover."
        )
        assert "The cover can't be read as a picture." in answer
        assert "bring it with `/track cover`" in answer
        assert IN_LIBRARY in answer

        async def cover(member: simcord.MemberActor, track: str, file: File) -> str:
            options = {"track": track, "cover": file}
            return told(await member.slash(stage.channel, "track cover", **options))

        offered = await stage.mia.autocomplete(stage.channel, "track cover", "track", "my")
        assert [choice["name"] for choice in offered] == ["my song · 0:01"]
        task_id = offered[0]["value"]
        assert "can't be read as a picture" in await cover(stage.mia, task_id, ("c.png", b"no"))
        assert "can change or remove it" in await cover(stage.ben, task_id, picture())
        assert await cover(stage.mia, task_id, picture()) == (
            "**my song** has this cover from now on. Videos that were made before stay as they are."
        )


async def test_several_songs_are_brought_at_once_and_what_is_wrong_costs_no_other(
    tmp_path: Path,
) -> None:
    first, second = song(tmp_path, name="night-FINAL v2.wav"), song(tmp_path, name="rain (1).wav")
    async with studio_stage(tmp_path) as stage:
        brought = await add(
            stage, first, second_file=("bad.mp3", b"no sound"), third_file=second, artist="Ada"
        )
        lines = told(brought).splitlines()
        assert lines[0] == "🎵 **night** · Ada · 0:01"
        assert lines[1].startswith("✘ Not taken: bad.mp3. This file can't be read as audio.")
        assert lines[2] == "🎵 **rain** · Ada · 0:01"
        assert lines[3].startswith("2 of 3 are in this server's library now")
        await stage.mia.click(answered(brought), label="Make its video: rain")
        (post,) = await stage.posted()
        assert "**rain** (0:01)" in post.content
        refused = told(await add(stage, first, second_file=second, title="One"))
        assert "`title` is for one song" in refused
        assert len(await stage.choices("task_id", "")) == 2


async def test_no_blocked_word_gets_onto_a_video_by_way_of_a_song(tmp_path: Path) -> None:
    tags = {"title": "Sp\u00e4m Song", "artist": "The Rails"}
    tagged = songs.write(tmp_path / "t.mp3", songs.beats(1.5), codec="libmp3lame", tags=tags)
    file = ("01 track.mp3", tagged.read_bytes())
    async with studio_stage(tmp_path) as stage:
        blocked = told(await stage.max.slash(stage.channel, "branding words add", word="*spam*"))
        assert "or the title or artist of a song any more" in blocked
        assert "Bring the song again with another `artist`" in told(
            await add(stage, song(tmp_path), artist="The S P A M s")
        )
        assert "Bring the song again with another `title`" in told(await add(stage, file))
        assert await offered(stage) == []  # what the file says was known to the studio first
        assert IN_LIBRARY in told(await add(stage, file, title="Night Train"))


async def test_lyrics_come_with_a_song_and_what_is_wrong_with_them_costs_none(
    tmp_path: Path,
) -> None:
    file = song(tmp_path)
    async with studio_stage(tmp_path) as stage:
        await stage.max.slash(stage.channel, "branding words add", word="spam")
        late = told(await add(stage, file, lyrics=("a.lrc", b"[09:00.00]late")))
        assert "⚠️ The song is taken, but without its lyrics. All lines" in late
        assert IN_LIBRARY in late
        bad = ("a.lrc", b"[00:00.10]<00:00.10>S <00:00.30>p <00:00.40>a <00:00.50>m")
        assert "with other `lyrics`, or without" in told(await add(stage, file, lyrics=bad))
        assert len(await offered(stage)) == 1
        good = told(await add(stage, file, lyrics=("a.srt", b"00:00:00,1 --> 00:00:01,0\nWe sail")))
        assert "lyrics" not in good
        several = await add(stage, file, second_file=file, lyrics=bad)
        assert "`lyrics` is for one song" in told(several)


def kept_lyrics(folder: Path) -> list[str]:
    """Return the first line of each song's lyrics in the library."""
    return [path.read_text().splitlines()[0] for path in folder.rglob("1-lyrics.lrc")]


async def test_unwanted_lyrics_of_a_songs_own_tags_are_left_out_and_others_are_taken(
    tmp_path: Path,
) -> None:
    tags = {"title": "Rain"}
    path = songs.write(tmp_path / "t.flac", songs.beats(1.2), codec="flac", tags=tags)
    async with studio_stage(tmp_path) as stage:
        await stage.max.slash(stage.channel, "branding words add", word="spam")
        told_of = {}
        for text in ("[00:00.10]Spam", "[00:00.10]We sail", "no times: spam"):
            flac = FLAC(path)  # type: ignore[no-untyped-call]
            flac["LYRICS"] = text
            flac.save()
            told_of[text] = told(await add(stage, ("a.flac", path.read_bytes())))
            assert IN_LIBRARY in told_of[text]
        assert "lyrics in the file have a word" in told_of.pop("[00:00.10]Spam")
        assert not any("lyrics" in answer for answer in told_of.values())
    assert kept_lyrics(tmp_path) == ["[00:00.100]We sail"]


async def test_no_member_s_link_or_invite_gets_onto_a_video_by_way_of_a_song(
    tmp_path: Path,
) -> None:
    tags = {"title": "Rain | www.spam.example", "artist": "The Rails"}
    tagged = songs.write(tmp_path / "t.mp3", songs.beats(1.5), codec="libmp3lame", tags=tags)
    file = ("01 track.mp3", tagged.read_bytes())
    async with studio_stage(tmp_path) as stage:
        refused = told(await add(stage, song(tmp_path), artist="discord.gg/abcd"))
        assert "artist's name has a link or an invite in it" in refused
        assert "song's title has a link or an invite in it" in told(await add(stage, file))
        assert await offered(stage) == []
        assert IN_LIBRARY in told(await add(stage, file, title="AC/DC feat. Mr. Rain"))
        assert IN_LIBRARY in told(await add(stage, file, stage.max))


async def test_limits_are_told(tmp_path: Path) -> None:
    limits: dict[str, Any] = {"max_minutes": 0.1, "max_tracks_per_server": 1}
    async with studio_stage(tmp_path, **limits) as stage:
        assert "at most 0.1 min are taken" in told(await add(stage, song(tmp_path, 7.0)))
        assert "shorter than a second" in told(await add(stage, song(tmp_path, 0.4)))
        assert IN_LIBRARY in told(await add(stage, song(tmp_path)))
        assert "has brought as many songs as it may: 1." in told(await add(stage, song(tmp_path)))


@pytest.mark.parametrize(
    ("studio", "words"),
    [
        ({"max_server_megabytes": 0.01}, "This server's songs take as much room as they may"),
        ({"max_member_megabytes": 0.01}, "Your songs take as much room as one member's may"),
        ({"reserve_megabytes": 10_000_000}, "The studio's disk is full"),
    ],
)
async def test_a_member_is_told_what_is_full(
    tmp_path: Path, studio: dict[str, Any], words: str
) -> None:
    async with studio_stage(tmp_path, **studio) as stage:
        assert words in told(await add(stage, song(tmp_path)))
        assert await offered(stage) == []


async def test_a_file_that_is_gone_from_discord_is_told(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        stage.env.backend.cdn.get = lambda url: None  # type: ignore[method-assign]  # noqa: ARG005
        assert "could not be fetched from Discord" in told(await add(stage, song(tmp_path)))


async def test_foreign_text_is_shown_as_text(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        title = "**@everyone** [x](evil.example)"
        answer = told(await add(stage, song(tmp_path), title=title, artist="`a`"))
        for text in (answer, await listed(stage), await remove(stage, stage.mia, title)):
            assert "@everyone" not in text
            assert "\\*\\*@" in text
            assert " [x" not in text


async def test_members_remove_their_own_songs_and_moderators_everyones(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        for title in ("One", "Two", "Three"):
            await add(stage, song(tmp_path), title=title)
        await add(stage, song(tmp_path), stage.ben, title="Ben's")
        assert list(await removable(stage, stage.mia, "t")) == ["Three · 0:01", "Two · 0:01"]
        assert list(await removable(stage, stage.ben)) == ["Ben's · 0:01"]
        assert len(await removable(stage, stage.max)) == 4
        one = (await removable(stage, stage.mia, "one"))["One · 0:01"]
        assert "Somebody else brought this song" in await remove(stage, stage.ben, one)
        assert "**One** is removed" in await remove(stage, stage.mia, one)
        assert (
            await remove(stage, stage.mia, one) == f"{UNKNOWN} Choose it from the list that "
            "appears while you type."
        )
        assert "is removed" in await remove(stage, stage.max, "ben's")  # typed, not chosen
        assert UNKNOWN in await remove(stage, stage.max, "no such song")
        assert len(await offered(stage)) == 2


async def test_one_of_several_songs_of_a_name_has_to_be_chosen(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        for _ in range(2):
            await add(stage, song(tmp_path), title="Same")
        assert "several songs of this name" in await remove(stage, stage.mia, "same")


def test_a_song_of_long_names_is_still_a_choice_that_discord_takes() -> None:
    made = LibraryTrack(
        task_id=TASK,
        audio_id=AUDIO,
        position=0,
        image_url=None,
        added_by=None,
        title="t" * 200,
        artist="a" * 200,
        duration_seconds=15 * 60.0,
        guild_id=1,
        added_at=NOW,
    )
    name = track_choice(made)
    assert len(name) == 100
    assert name.endswith("a… · 15:00")


async def test_the_hosts_songs_are_for_everyone_and_stay(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        add_song(stage.config.studio, "Sample", takes=2)
        add_song(stage.config.studio, "Single")
        songs = await listed(stage)
        assert "**Sample** · take 2 · Band · 0:01\n-# for every server" in songs
        assert "**Sample** · take 1 · Band" in songs
        assert "**Single** · Band" in songs
        assert await removable(stage, stage.max) == {}
        assert "only the host can change or remove it" in await remove(stage, stage.max, "Sample")


async def test_a_word_that_fits_no_song_leads_to_the_songs_that_there_are(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        for typed in ("hello", "hello world", "0" * 32):
            answer = told(await stage.ask(typed, None))
            assert answer.startswith(f'No song here fits "{typed}". Choose one from the list')
            assert "`/track add`" in answer
        assert stage.messages() == []


async def test_a_song_whose_video_is_being_made_is_kept(tmp_path: Path) -> None:
    async with studio_stage(tmp_path, workers=1) as stage:
        brought = await add(stage, song(tmp_path, 8.0), title="Busy")
        await stage.mia.click(answered(brought), label="Make it")
        assert "still making a video of **Busy**" in await remove(stage, stage.mia, "Busy")
        await stage.posted()
        assert "is removed. Videos that were made of it stay." in await remove(
            stage, stage.mia, "Busy"
        )
        assert len(stage.posts()) == 1
        assert await offered(stage) == []  # though it was used here
        assert GONE in told(await stage.mia.click(answered(brought), label="Make it"))


async def test_what_is_cancelled_ends_at_the_studio_and_is_told_without_a_charge(
    tmp_path: Path,
) -> None:
    async with studio_stage(tmp_path, workers=1) as stage:
        brought = await add(stage, song(tmp_path, 60.0), title="Busy")
        await stage.mia.click(answered(brought), label="Make it")

        async def are_videos(state: str) -> bool:
            rows = await rows_of(stage.app.store, "videos")
            return [(row["state"], row["file_to_delete"]) for row in rows] == [(state, None)]

        await until(lambda: are_videos("rendering"))
        (status,) = stage.messages()
        question = told(await stage.mia.slash(stage.channel, "privacy delete"))
        assert "what is not finished yet (**1**).\n" in question
        assert "Cancel that video" in await remove(stage, stage.mia, "Busy")
        cancelled = told(await stage.mia.click(status, label="Cancel"))
        assert cancelled == "🚫 **Cancelled.** The video will not be posted."
        await until(lambda: are_videos("failed"))
        listed = answered(await stage.mia.slash(stage.channel, "videos list"))
        assert "🚫 cancelled\n" in (listed.embeds[0].description or "")
        (request,) = await rows_of(stage.app.store, "requests")
        offer = told(
            await stage.mia.slash(stage.channel, "videos repost", video=request["request_id"])
        )
        assert offer.endswith("You can have a new one made.")
        assert "Cancel that video" not in await remove(stage, stage.mia, "Busy")


async def test_a_servers_songs_are_its_own(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        await add(stage, song(tmp_path), title="Ours")
        (ids,) = (await stage.choices("task_id", "ours")).values()
        await stage.ask(ids, None)
        await stage.posted()
        other = stage.env.create_guild("Elsewhere")
        channel = other.create_text_channel("general")
        zoe = other.add_member(stage.env.create_user("Zoe"))
        task, audio = ids.split()
        for given in ({"task_id": ids}, {"task_id": task}, {"task_id": task, "audio_id": audio}):
            answer = told(await zoe.slash(channel, "musicvideo", **given))
            assert GONE in answer or "No song here fits" in answer
        assert stage.messages(channel) == []
        assert await zoe.autocomplete(channel, "musicvideo", "task_id", "ours") == []
        shown = await zoe.slash(channel, "track list")
        assert shown.response is not None
        assert "There are no songs yet" in (shown.response.embeds[0].description or "")


async def test_the_list_has_pages_whose_buttons_outlive_a_restart(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        for number in range(12):
            add_song(stage.config.studio, f"Song {number:02}", owner=str(stage.guild.id))
        result = await stage.mia.slash(stage.channel, "track list")
        page = result.response
        assert page is not None
        assert page.embeds[0].footer.text == "Page 1 of 2"
        assert "Song 11" in (page.embeds[0].description or "")
        await stage.restart()
        await stage.mia.click(page, label="Next")
        assert "Song 00" in (page.embeds[0].description or "")
        assert "Song 11" not in (page.embeds[0].description or "")
        await stage.mia.click(page, label="Back")
        assert page.embeds[0].footer.text == "Page 1 of 2"


async def test_the_list_says_who_brought_a_song_and_pings_nobody(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        await add(stage, song(tmp_path), title="Rain")
        line = await listed(stage, stage.ben)
        assert f"**Rain** · 0:01\n-# from {stage.mia.mention}, <t:" in line


async def test_a_german_is_answered_in_german(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        with with_locales(stage.env, {stage.mia.id: "de"}, "en-US"):
            assert "in der Bibliothek dieses Servers" in told(await add(stage, song(tmp_path)))
            assert "von " in await listed(stage)
            assert "ist entfernt" in await remove(stage, stage.mia, "my song")


async def test_old_tags_are_read_in_the_members_language_or_else_the_servers(
    tmp_path: Path,
) -> None:
    song = with_riff_info(
        songs.wav(tmp_path / "t.wav", songs.beats(1.5)), "恋".encode("cp932"), b""
    )
    async with studio_stage(tmp_path) as stage:
        for members, servers, title in (
            ("ja", "de", "恋"),
            ("en-GB", "ja", "恋"),
            ("de", "ja", "恋"),
            ("ru", "ja", "—ц"),
        ):
            guild = stage.env.backend.get_guild(stage.mia.guild.id)
            guild.preferred_locale = servers
            with with_locales(stage.env, {stage.mia.id: members}, "en-US"):
                assert f"**{title}**" in told(await add(stage, ("a.wav", song.read_bytes())))


async def test_without_the_studio_there_is_no_such_command(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        assert "track" not in {
            command["name"] for command in stage.env.backend.commands[None].values()
        }
        assert stage.app.client.track_uploads is None


async def test_with_a_key_of_the_cloud_the_studio_still_takes_songs(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        assert stage.config.api.key.get_secret_value()
        assert IN_LIBRARY in told(await add(stage, song(tmp_path), title="Rain"))
        assert await offered(stage) == ["Rain · 0:01"]
        assert stage.api.submits == []


async def test_a_track_that_the_song_has_not_is_told_privately(tmp_path: Path) -> None:
    async with studio_stage(tmp_path) as stage:
        await add(stage, song(tmp_path))
        (ids,) = (await stage.choices("task_id", "")).values()
        task_id, _ = read_ids(ids, None)
        answer = told(await stage.ask(task_id, "no-such-track"))
        assert "no song with the id no-such-track" in answer
        wrong = "00000000-0000-4000-8000-000000000000"
        named = await stage.ben.send(stage.channel, f"taskId: {task_id}\naudioId: {wrong}")
        menu = await stage.mia.context_menu(stage.channel, "Make a music video", named)
        assert f"no song with the id {wrong}" in told(menu)
        assert stage.messages() == []
