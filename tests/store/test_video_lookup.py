"""Whose branding a video carries: where it is locked, another server's is not slipped in."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.jobs import (
    Branding,
    FailureReason,
    Job,
    NewRequest,
    Provider,
    RenderOptions,
    RequestState,
    Shape,
    TrackKey,
    Video,
    VideoState,
)
from bot.policy.denials import OnlyVideoDiffers, OptionsNotTaken, OtherBrandingVideo
from bot.policy.guild_settings import BrandingPolicy, GuildSettings, OtherBrandingPolicy
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import Store
from tests.support.rows import (
    HOUR,
    LINK,
    NOW,
    claimed,
    everything,
    fresh,
    new_request,
    place,
    rows_of,
    taken,
    video_in,
)

OPEN, LOCKED = 1, 2
BOTH = {"author": BrandingPolicy.LOCKED, "domain_name": BrandingPolicy.LOCKED}
CLUB = Branding(author="Club", domain_name="club.example")


async def lock(
    store: Store,
    branding: Branding = CLUB,
    *,
    guild_id: int = LOCKED,
    channel_id: int = 0,
    policies: dict[str, BrandingPolicy] | None = None,
) -> None:
    """Let moderators lock a branding."""
    where: dict[str, Any] = {"channel_id": channel_id, "updated_by": 5, "now": NOW}
    await store.branding_rules.set(guild_id, branding, **where)
    await store.branding_rules.set_policy(guild_id, policies or BOTH, **where)


async def set_foreign(store: Store, foreign: OtherBrandingPolicy) -> None:
    settings = GuildSettings(other_branding=foreign)
    await store.guild_settings.set(LOCKED, settings, updated_by=5, now=NOW)


def here(**more: Any) -> NewRequest:  # noqa: ANN401
    """Return a request in the server whose branding is locked."""
    return new_request(guild_id=LOCKED, channel_id=20, **{"user_id": 200, **more})


async def ask(store: Store, asked: NewRequest, provider: Provider = STUDIO, **more: Any) -> Job:  # noqa: ANN401
    return (await place(store, asked, provider=provider, **more)).job


async def finish(store: Store, video: Video) -> Video:
    """Bring a video that was asked for to its end."""
    video = await claimed(store, video)
    assert await store.videos.adopt(video, f"v-{video.video_id}", NOW)
    expires_at = NOW + timedelta(days=14)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=expires_at)
    return await fresh(store, video)


async def elsewhere(store: Store, provider: Provider = STUDIO, **more: Any) -> Video:  # noqa: ANN401
    """Let the open server have a finished video of the track."""
    job = await ask(store, new_request(guild_id=OPEN, **{"author": "Mia", **more}), provider)
    return await finish(store, job.video)


async def test_the_studio_makes_a_video_of_its_own_where_another_carries_another_branding(
    store: Store,
) -> None:
    common = await elsewhere(store)
    await lock(store)
    job = await ask(store, here())
    assert job.video.video_id != common.video_id
    assert (job.video.state, job.video.branding) == (VideoState.QUEUED, CLUB)
    assert (len(job.video.variant), len(common.variant)) == (16, 16)
    assert not job.request.is_reuse
    assert await fresh(store, common) == common


async def test_a_variant_is_made_once_and_shared_by_all_who_require_the_same(
    store: Store,
) -> None:
    await elsewhere(store)
    await lock(store)
    await lock(store, guild_id=3)
    first = await ask(store, here())
    other_member = await ask(store, here(user_id=201))
    other_server = await ask(store, new_request(guild_id=3, channel_id=30))
    assert {job.video.video_id for job in (first, other_member, other_server)} == {
        first.video.video_id
    }
    ready = await finish(store, first.video)
    again = await ask(store, here(user_id=202))
    assert (again.video, again.request.is_reuse) == (ready, True)


@pytest.mark.parametrize("is_locked", [True, False])
async def test_who_asks_at_the_same_time_shares_one_video_and_has_a_request_each(
    store: Store, is_locked: bool
) -> None:
    if is_locked:
        await lock(store)
    jobs = await asyncio.gather(*(ask(store, here(user_id=user_id)) for user_id in range(20)))
    assert len({job.video.video_id for job in jobs}) == 1
    assert len({job.request.request_id for job in jobs}) == 20
    await finish(store, jobs[0].video)
    assert {job.request.user_id for job in await taken(store, 99)} == set(range(20))


async def test_two_required_brandings_are_two_variants(store: Store) -> None:
    await lock(store)
    await lock(store, Branding(author="Other", domain_name="club.example"), guild_id=3)
    first, second = (
        await ask(store, here()),
        await ask(store, new_request(guild_id=3, channel_id=30)),
    )
    assert first.video.variant != second.video.variant


async def test_a_common_video_with_the_right_branding_is_used_at_once(store: Store) -> None:
    common = await elsewhere(store, author="Club", watermark="club.example")
    await lock(store)
    job = await ask(store, here())
    assert (job.video.video_id, job.request.is_reuse) == (common.video_id, True)
    (post,) = [job for job in await taken(store) if job.request.guild_id == LOCKED]
    assert post.request.outcome is VideoState.READY


async def test_what_a_member_may_write_is_never_ignored_beside_what_is_locked(
    store: Store,
) -> None:
    common = await elsewhere(store, author="Mia", watermark="club.example")
    await lock(store, policies={"domain_name": BrandingPolicy.LOCKED})
    same = await ask(store, here(author="Mia"))
    assert same.video.video_id == common.video_id
    job = await ask(store, here(author="Ben", user_id=202))
    assert job.video.branding == Branding(author="Ben", domain_name="club.example")
    await lock(
        store, Branding(domain_name="new.example"), policies={"domain_name": BrandingPolicy.LOCKED}
    )
    anew = await ask(store, here(author="Ben", user_id=201))
    assert anew.video.branding == Branding(author="Ben", domain_name="new.example")


async def test_a_channel_s_lock_holds_in_that_channel_only(store: Store) -> None:
    common = await elsewhere(store)
    await lock(store, channel_id=20)
    assert (await ask(store, here())).video.branding == CLUB
    beside = new_request(guild_id=LOCKED, channel_id=21, user_id=200, author="Mia")
    assert (await ask(store, beside)).video.video_id == common.video_id


async def test_a_branding_that_is_locked_to_nothing_is_required_as_well(store: Store) -> None:
    await elsewhere(store)
    await lock(store, Branding())
    job = await ask(store, here())
    assert (job.video.variant, job.video.branding) == ("", Branding())
    assert not job.request.is_reuse


@pytest.mark.parametrize("is_ready", [True, False])
async def test_what_is_locked_elsewhere_is_not_slipped_in_where_nothing_is(
    store: Store, is_ready: bool
) -> None:
    await lock(store)
    made = await ask(store, here())
    if is_ready:
        await finish(store, made.video)
    common = await ask(store, new_request(guild_id=OPEN))
    assert common.video.video_id != made.video.video_id
    assert (common.video.variant, common.video.branding) == ("", Branding())
    joined = await ask(store, new_request(guild_id=OPEN, user_id=101))
    assert joined.video.video_id == common.video.video_id


async def test_a_variant_that_failed_is_no_help_to_others_and_is_asked_for_anew_by_its_own(
    store: Store,
) -> None:
    await lock(store)
    made = await ask(store, here())
    assert await store.outcomes.set_failed(
        await claimed(store, made.video), FailureReason.BUILD_FAILED
    )
    common = await ask(store, new_request(guild_id=OPEN, author="Mia"))
    assert common.video.video_id != made.video.video_id
    again = await ask(store, here(user_id=201))
    assert (again.video.video_id, again.video.attempt) == (made.video.video_id, 2)


async def test_a_variant_whose_link_has_ended_is_renewed(store: Store) -> None:
    await lock(store)
    ready = await finish(store, (await ask(store, here())).video)
    later = NOW + timedelta(days=15)
    again = await ask(store, here(user_id=201), now=later)
    assert (again.video.video_id, again.video.attempt) == (ready.video_id, 2)
    assert again.video.branding == CLUB


async def test_a_forgotten_branding_is_not_taken_for_the_right_one(store: Store) -> None:
    common = await elsewhere(store, author="Club", watermark="club.example")
    await store.videos._db.execute(
        "UPDATE videos SET is_branding_confirmed = 0, author = NULL, domain_name = NULL"
    )
    await lock(store, Branding())
    assert (await ask(store, here())).video.video_id != common.video_id


@pytest.mark.parametrize("state", [VideoState.READY, VideoState.RENDERING, VideoState.QUEUED])
async def test_where_moderators_refuse_it_the_cloud_s_other_video_is_refused_and_nothing_kept(
    store: Store, state: VideoState
) -> None:
    await video_in(store, state, new_request(guild_id=OPEN, author="Mia"))
    await lock(store)
    await set_foreign(store, OtherBrandingPolicy.REFUSE)
    before = await everything(store)
    with pytest.raises(OtherBrandingVideo):
        await ask(store, here(), CLOUD)
    assert await everything(store) == before
    assert LOCKED not in {row["guild_id"] for row in await rows_of(store, "quota_usage")}
    await set_foreign(store, OtherBrandingPolicy.POST)
    assert (await ask(store, here(), CLOUD)).video.branding == Branding(author="Mia")


async def test_at_the_cloud_there_is_one_video_of_a_track_whatever_is_demanded(
    store: Store,
) -> None:
    await elsewhere(store, CLOUD)
    await lock(store)
    await ask(store, here(), CLOUD)
    await lock(store, Branding(author="New"))
    await ask(store, here(user_id=201), CLOUD)
    assert len(await rows_of(store, "videos")) == 1


async def existing(store: Store, foreign: OtherBrandingPolicy, *, is_own: bool = False) -> Job:
    """Let the cloud say that a track of the locked server has a video already;
    return the answer.
    """
    await lock(store)
    await set_foreign(store, foreign)
    video = await claimed(store, (await ask(store, here(), CLOUD)).video)
    await store.videos.set_reason(video, FailureReason.ALREADY_EXISTS)
    assert await store.videos.adopt(video, "v-old", NOW, is_own=is_own)
    assert await store.outcomes.set_ready(video, LINK, completed_at=NOW, expires_at=None)
    (post,) = await taken(store)
    return post


async def test_what_turns_out_to_exist_elsewhere_is_refused_with_the_reason(store: Store) -> None:
    post = await existing(store, OtherBrandingPolicy.REFUSE)
    assert (post.request.outcome, post.request.reason) == (
        VideoState.FAILED,
        FailureReason.OTHER_BRANDING,
    )
    assert post.video.state is VideoState.READY


async def test_what_turns_out_to_exist_elsewhere_is_posted_where_that_is_welcome(
    store: Store,
) -> None:
    post = await existing(store, OtherBrandingPolicy.POST)
    assert (post.request.outcome, post.video.is_branding_confirmed) == (VideoState.READY, False)


async def test_what_turns_out_to_be_our_own_submit_is_not_foreign(store: Store) -> None:
    post = await existing(store, OtherBrandingPolicy.REFUSE, is_own=True)
    assert post.request.outcome is VideoState.READY


async def test_a_request_does_not_get_another_branding_that_came_between(store: Store) -> None:
    """While it waits to be answered, the failed video is asked for again with other texts."""
    await lock(store)
    await set_foreign(store, OtherBrandingPolicy.REFUSE)
    mine = await ask(store, here(), CLOUD)
    assert await store.outcomes.set_failed(
        await claimed(store, mine.video), FailureReason.SERVER_ERROR
    )
    other = await ask(store, new_request(guild_id=OPEN, author="Mia"), CLOUD)
    assert other.video.video_id == mine.video.video_id
    await finish(store, other.video)
    outcomes = {job.request.guild_id: job.request.outcome for job in await taken(store)}
    assert outcomes == {LOCKED: VideoState.FAILED, OPEN: VideoState.READY}


async def test_asking_anew_makes_the_branding_sure_again(store: Store) -> None:
    post = await existing(store, OtherBrandingPolicy.POST)
    assert await store.due_posts.finish(
        post.request.request_id, RequestState.POSTED, NOW, message_id=7
    )
    await store.videos._db.execute("UPDATE videos SET expires_at = ?", [NOW.timestamp()])
    again = await ask(store, here(user_id=201), CLOUD, now=NOW + HOUR)
    assert (again.video.attempt, again.video.is_branding_confirmed) == (2, True)


async def test_a_request_is_kept_with_what_it_asked_for(store: Store) -> None:
    await elsewhere(store, CLOUD)
    ben = new_request(guild_id=OPEN, author="Ben", user_id=101, accepts_existing=True)
    joined = await ask(store, ben, CLOUD)
    assert (joined.request.author, joined.video.author) == ("Ben", "Mia")
    assert joined.video.key == TrackKey(task_id="task-1", audio_id="audio-1")


@pytest.mark.parametrize("provider", [STUDIO, CLOUD])
async def test_posting_once_more_does_not_slip_another_branding_in(
    store: Store, provider: Provider
) -> None:
    other = await elsewhere(store, provider)
    await lock(store)
    await set_foreign(store, OtherBrandingPolicy.REFUSE)
    repost = here().model_copy(update={"repost_of": other.video_id})
    with pytest.raises(OtherBrandingVideo) as refused:
        await ask(store, repost, provider)
    assert refused.value.is_repost
    elsewhere_again = new_request(guild_id=OPEN).model_copy(update={"repost_of": other.video_id})
    assert (await ask(store, elsewhere_again, provider)).video == other


WITH_LOOKS = STUDIO.model_copy(
    update={
        "looks": ("bars", "wave"),
        "default_options": RenderOptions(look="bars", shape=Shape.WIDE),
    }
)
WAVE = RenderOptions(look="wave")


def wish(**more: Any) -> NewRequest:  # noqa: ANN401
    """Return a request for a look or a part, where nothing is locked."""
    return new_request(guild_id=OPEN, options=RenderOptions(**more))


async def test_each_set_of_options_is_made_once_and_found_again(store: Store) -> None:
    plain = await ask(store, new_request(guild_id=OPEN), WITH_LOOKS)
    wave = await ask(store, wish(look="wave"), WITH_LOOKS)
    tall = await ask(store, wish(look="wave", shape="tall"), WITH_LOOKS)
    part = await ask(store, wish(look="wave", start_seconds=65.0), WITH_LOOKS)
    best = await ask(store, wish(look="wave", start_seconds="best", length_seconds=30), WITH_LOOKS)
    made = [job.video for job in (plain, wave, tall, part, best)]
    assert len({video.video_id for video in made}) == len({video.variant for video in made}) == 5
    assert plain.video.options == RenderOptions(look="bars", shape=Shape.WIDE)
    assert tall.video.options == RenderOptions(look="wave", shape=Shape.TALL)
    ready = await finish(store, tall.video)
    again = new_request(guild_id=3, user_id=7, options=tall.request.options)
    found = await ask(store, again, WITH_LOOKS)
    assert (found.video, found.request.is_reuse) == (ready, True)


async def test_the_servers_look_stands_where_the_member_chose_none_and_the_hosts_behind_it(
    store: Store,
) -> None:
    chosen = RenderOptions(look="wave", shape=Shape.SQUARE)
    await store.branding_rules.set(OPEN, Branding(), chosen, updated_by=5, now=NOW)
    mine = await ask(store, wish(shape="tall"), WITH_LOOKS)
    assert mine.video.options == RenderOptions(look="wave", shape=Shape.TALL)
    other = await ask(store, new_request(guild_id=3), WITH_LOOKS)
    assert other.video.options == WITH_LOOKS.default_options
    gone = WITH_LOOKS.model_copy(update={"looks": ("bars",)})
    later = await ask(store, new_request(guild_id=OPEN, user_id=101), gone)
    assert later.video.options == RenderOptions(look="bars", shape=Shape.SQUARE)
    parts = frozenset({"look", "shape", "colours"})
    assert await store.branding_rules.reset(OPEN, parts=parts, updated_by=5, now=NOW)
    assert await store.branding_rules.list_rules(OPEN) == {}


async def test_the_servers_colours_hold_unless_the_member_wants_the_covers(store: Store) -> None:
    orange = RenderOptions(colours="#ff8800")
    await store.branding_rules.set(OPEN, Branding(), orange, updated_by=5, now=NOW)
    assert (await ask(store, wish(), WITH_LOOKS)).video.options.colours == "#ff8800"
    plain = await ask(store, wish(colours="cover", look="bars"), WITH_LOOKS)
    assert plain.video.options == WITH_LOOKS.default_options
    blue = await ask(store, wish(colours="#0000ff"), WITH_LOOKS)
    assert len({row["variant"] for row in await rows_of(store, "videos")}) == 3
    assert blue.video.options.colours == "#0000ff"


async def test_another_default_of_the_hosts_does_not_pass_an_older_video_off_as_the_new_look(
    store: Store,
) -> None:
    bars = await finish(store, (await ask(store, wish(), WITH_LOOKS)).video)
    now_wave = WITH_LOOKS.model_copy(update={"default_options": WAVE.over(bars.options)})
    assert (await ask(store, wish(), now_wave)).video.options.look == "wave"
    assert (await ask(store, wish(look="bars"), now_wave)).video == bars


async def test_a_video_that_is_older_than_the_options_is_still_found(store: Store) -> None:
    job = await ask(store, new_request(guild_id=OPEN, author="Mia"))  # no options were kept then
    assert job.video.options == RenderOptions()
    old = await finish(store, job.video)
    again = new_request(guild_id=OPEN, author="Mia", user_id=101)
    assert (await ask(store, again, WITH_LOOKS)).video == old
    wave = new_request(guild_id=OPEN, author="Mia", user_id=102, options=WAVE)
    assert (await ask(store, wave, WITH_LOOKS)).video.video_id != old.video_id


async def test_who_takes_no_options_refuses_them_and_keeps_nothing(store: Store) -> None:
    before = await everything(store)
    with pytest.raises(OptionsNotTaken):
        await ask(store, wish(look="wave"), CLOUD)
    assert await everything(store) == before
    again = wish(look="wave").model_copy(update={"is_retry": True})  # asked of the studio then
    assert (await ask(store, again, CLOUD)).video.options == RenderOptions()


@pytest.mark.parametrize("state", [VideoState.READY, VideoState.RENDERING, VideoState.QUEUED])
async def test_the_clouds_one_video_is_asked_about_before_it_stands_for_another_signature(
    store: Store, state: VideoState
) -> None:
    video = await video_in(store, state, new_request(guild_id=OPEN, author="Mia"))
    before = await everything(store)
    ben = new_request(guild_id=OPEN, user_id=101, author="Ben")
    with pytest.raises(OnlyVideoDiffers) as asked:
        await ask(store, ben, CLOUD)
    assert (asked.value.video.author, asked.value.branding.author) == ("Mia", "Ben")
    assert await everything(store) == before
    taken_all_the_same = ben.model_copy(update={"accepts_existing": True})
    assert (await ask(store, taken_all_the_same, CLOUD)).video.video_id == video.video_id


@pytest.mark.parametrize("author", [None, "Mia"])
async def test_nobody_is_asked_about_the_one_video_who_named_nothing_else(
    store: Store, author: str | None
) -> None:
    video = await video_in(store, VideoState.READY, new_request(guild_id=OPEN, author="Mia"))
    job = await ask(store, new_request(guild_id=OPEN, user_id=101, author=author), CLOUD)
    assert job.video == video


async def test_a_smaller_video_has_the_same_options(store: Store) -> None:
    job = await ask(store, wish(look="wave", start_seconds=5.0), WITH_LOOKS)
    await finish(store, job.video)
    (post,) = await taken(store)
    smaller = await store.due_posts.refit(post.request, 4 << 20, NOW, is_certain=True)
    assert smaller is not None
    assert smaller.video.options == job.video.options
    assert smaller.video.video_id != job.video.video_id
