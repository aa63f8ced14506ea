"""What a server doesn't want shown is not shown there, wherever it was written."""

from typing import Any

import pytest

from bot.jobs import (
    Branding,
    FailureReason,
    NewRequest,
    Provider,
    RequestState,
    TrackInfo,
    Video,
    VideoState,
    WrittenTexts,
)
from bot.messages.result import result_message
from bot.messages.showcase import showcase_message
from bot.messages.status import status_message
from bot.policy.denials import OnlyVideoDiffers, UnwantedSongText, UnwantedVideoText
from bot.policy.guild_settings import GuildSettings, UnwantedTextPolicy
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.services.usage_report import UsageEntry, _row
from bot.services.viewer import Viewer
from bot.store import ChargeStatus, Store
from cogs._shared.only_video import _carried
from tests.store.test_video_lookup import ask, elsewhere, finish
from tests.support.rows import LINK, MINUTE, NOW, claimed, fresh, new_request, rows_of, taken

HERE = 2
INVITE = "discord.gg/elsewhere"
UNWANTED = [
    # What the other server let be written, and what is blocked here.
    ({"author": "Spammer"}, "spammer"),
    ({"author": "sp@mmer 🎵"}, "spammer"),
    ({"watermark": "spam.example"}, "*spam*"),
    ({"author": INVITE}, None),
    ({"author": "Mia", "watermark": INVITE}, None),
]


def here(**more: Any) -> NewRequest:  # noqa: ANN401
    return new_request(guild_id=HERE, channel_id=20, **{"user_id": 200, **more})


async def block(store: Store, word: str | None, guild_id: int = HERE) -> None:
    if word is not None:
        await store.blocked_words.add(guild_id, word, added_by=5, now=NOW, most=99)


async def claimed_and_failed(store: Store, video: Video) -> Video:
    video = await claimed(store, video)
    assert await store.outcomes.set_failed(video, FailureReason.SERVER_ERROR)
    return video


async def choose(store: Store, policy: UnwantedTextPolicy) -> None:
    settings = GuildSettings(unwanted_texts=policy)
    await store.guild_settings.set(HERE, settings, updated_by=5, now=NOW)


@pytest.mark.parametrize(("written", "blocked"), UNWANTED)
async def test_the_studio_makes_another_video_where_one_carries_what_is_unwanted(
    store: Store, written: dict[str, str], blocked: str | None
) -> None:
    other = await elsewhere(store, STUDIO, **written)
    await block(store, blocked)
    job = await ask(store, here(author="Ben"), STUDIO)
    assert job.video.video_id != other.video_id
    assert (job.video.state, job.video.branding) == (VideoState.QUEUED, Branding(author="Ben"))
    await finish(store, job.video)
    again = await ask(store, here(author="Ben", user_id=201), STUDIO)
    assert (again.video.video_id, again.request.is_reuse) == (job.video.video_id, True)
    same = new_request(guild_id=1, user_id=7, **dict[str, Any]({"author": "Mia", **written}))
    elsewhere_still = await ask(store, same, STUDIO)
    assert elsewhere_still.video.video_id == other.video_id


@pytest.mark.parametrize(("written", "blocked"), UNWANTED)
@pytest.mark.parametrize("is_ready", [True, False])
async def test_the_cloud_s_one_video_is_refused_or_posted_without_naming_what_is_unwanted(
    store: Store, written: dict[str, str], blocked: str | None, is_ready: bool
) -> None:
    first = await ask(store, new_request(guild_id=1, **dict[str, Any](written)), CLOUD)
    if is_ready:
        await finish(store, first.video)
    await block(store, blocked)
    with pytest.raises(UnwantedVideoText):
        await ask(store, here(), CLOUD)
    assert HERE not in {row["guild_id"] for row in await rows_of(store, "requests")}
    await choose(store, UnwantedTextPolicy.HIDE)
    await ask(store, here(), CLOUD)
    if not is_ready:
        await finish(store, first.video)
    posts = {job.request.guild_id: job for job in await taken(store)}
    assert posts[HERE].request.outcome is VideoState.READY
    bad = set(written.values()) - {"Mia"}
    for message in (
        result_message(posts[HERE], link=LINK),
        showcase_message(posts[HERE], link=LINK),
        status_message(posts[HERE], now=NOW),
    ):
        shown = f"{message.content}{message.embed and message.embed.to_dict()}"
        assert not [text for text in bad if text.split("/")[-1] in shown]
    assert posts[1].shown_branding == posts[1].video.branding


@pytest.mark.parametrize("provider", [STUDIO, CLOUD])
async def test_posting_once_more_holds_to_what_is_blocked_since(
    store: Store, provider: Provider
) -> None:
    video = await finish(store, (await ask(store, here(author="Spammer"), provider)).video)
    repost = here(user_id=201).model_copy(update={"repost_of": video.video_id})
    await block(store, "spammer")
    with pytest.raises(UnwantedVideoText) as refused:
        await ask(store, repost, provider)
    assert refused.value.is_repost


async def test_a_retry_doesn_t_bring_back_a_link_that_moderators_have_taken_away(
    store: Store,
) -> None:
    await store.branding_rules.set(HERE, Branding(author=INVITE), updated_by=5, now=NOW)
    first = await ask(store, here())
    assert first.video.author == INVITE
    await store.branding_rules.set(HERE, Branding(author="Club"), updated_by=5, now=NOW)
    retry = here(task_id="b", author=INVITE).model_copy(update={"is_retry": True})
    assert (await ask(store, retry)).request.author == "Club"


async def test_what_moderators_have_set_here_passes_whoever_wrote_it(store: Store) -> None:
    other = await elsewhere(store, STUDIO, author=INVITE)
    await store.branding_rules.set(HERE, Branding(author=INVITE), updated_by=5, now=NOW)
    assert (await ask(store, here(), STUDIO)).video.video_id == other.video_id


async def test_a_link_of_this_server_s_own_video_is_its_moderators_affair(store: Store) -> None:
    await store.branding_rules.set(HERE, Branding(author=INVITE), updated_by=5, now=NOW)
    mine = await finish(store, (await ask(store, here(), CLOUD)).video)
    await store.branding_rules.set(HERE, Branding(author=""), updated_by=5, now=NOW)
    again = await ask(store, here(user_id=201), CLOUD)
    assert (again.video.video_id, again.withheld) == (mine.video_id, frozenset())


@pytest.mark.parametrize(
    "song",
    [
        WrittenTexts(title="Spammer's song", artist=None, guild_id=None),
        WrittenTexts(title="Song", artist="Spammer", guild_id=None),
        WrittenTexts(title=f"Join {INVITE}", artist=None, guild_id=None),
        WrittenTexts(title="Spammer", artist=None, guild_id=HERE),
    ],
)
async def test_a_song_s_own_texts_are_looked_at_before_its_video_is_made(
    store: Store, song: WrittenTexts
) -> None:
    await block(store, "*spammer*")
    with pytest.raises(UnwantedSongText) as refused:
        await ask(store, here().model_copy(update={"song": song}), STUDIO)
    assert refused.value.part == ("artist" if song.artist else "title")
    assert await rows_of(store, "videos") == []


async def test_a_known_title_is_refused_or_left_out_as_moderators_choose(store: Store) -> None:
    known = TrackInfo(task_id="task-1", audio_id="audio-1", title="Spammer's song")
    await store.tracks.save([known], NOW)
    await block(store, "*spammer*")
    with pytest.raises(UnwantedSongText):
        await ask(store, here(), CLOUD)
    await choose(store, UnwantedTextPolicy.HIDE)
    job = await ask(store, here(), CLOUD)
    assert job.track is not None
    assert (job.track.title, job.withheld) == (None, frozenset({"title"}))
    (entry,) = await store.history.entries(HERE, None, 9)
    assert entry.title is None
    (line,) = (await store.history.page(HERE, None, 9)).jobs
    row = _row(UsageEntry(line, ChargeStatus.NOTHING), "en", Viewer(HERE, 1, lambda _: True), str)
    assert not [cell for cell in row if "Spammer" in cell]


async def test_who_is_asked_about_the_cloud_s_one_video_is_not_told_what_is_hidden_here(
    store: Store,
) -> None:
    first = await ask(
        store, new_request(guild_id=1, author="Spammer", watermark="a.example"), CLOUD
    )
    await finish(store, first.video)
    await block(store, "spammer")
    await choose(store, UnwantedTextPolicy.HIDE)
    with pytest.raises(OnlyVideoDiffers) as asked:
        await ask(store, here(author="Ben"), CLOUD)
    assert "author" in asked.value.withheld
    told = _carried(asked.value.video.branding, "en", asked.value.withheld)
    assert "Spammer" not in told
    assert "doesn't want shown" in told


async def test_what_comes_between_asking_and_posting_is_kept_back(store: Store) -> None:
    """While it waits to be answered, the failed video is asked for again with other texts."""
    mine = await ask(store, here(author="Ben"), CLOUD)
    video = await claimed_and_failed(store, mine.video)
    await ask(store, new_request(guild_id=1, author="Spammer"), CLOUD)
    await finish(store, await fresh(store, video))
    await block(store, "spammer")
    posts = {job.request.guild_id: job.request for job in await taken(store)}
    assert (posts[HERE].outcome, posts[HERE].reason) == (
        VideoState.FAILED,
        FailureReason.UNWANTED_TEXT,
    )
    assert posts[1].outcome is VideoState.READY


async def test_what_a_member_was_allowed_to_write_and_paid_for_is_posted_without_naming_it(
    store: Store,
) -> None:
    job = await ask(store, here(author="Spammer"), CLOUD)
    await finish(store, job.video)
    await block(store, "spammer")
    (post,) = await taken(store)
    assert (post.request.outcome, post.withheld) == (VideoState.READY, frozenset({"author"}))


async def test_nobody_is_shown_late_what_was_kept_back(store: Store) -> None:
    job = await ask(store, here(author="Ben"), CLOUD)
    await claimed_and_failed(store, job.video)
    await ask(store, new_request(guild_id=1, author="Spammer"), CLOUD)
    await finish(store, await fresh(store, job.video))
    await block(store, "spammer")
    (post,) = [job for job in await taken(store) if job.request.guild_id == HERE]
    request_id = post.request.request_id
    assert await store.due_posts.finish(
        request_id, RequestState.EXPLAINED, NOW + MINUTE, message_id=7
    )
    told = await store.requests.get(request_id)
    assert told is not None
    embed = status_message(told, now=NOW + MINUTE, with_link=True).embed
    assert embed is not None
    assert LINK not in str(embed.to_dict())
