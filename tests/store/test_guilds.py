"""What is kept of a server goes some days after the bot has left it, unless it comes back."""

from datetime import timedelta

from bot.jobs import Branding, RequestState, VideoState
from bot.policy.guild_settings import GuildSettings
from bot.store import Store
from bot.store.guilds import LeftGuild
from tests.support.rows import MINUTE, NOW, fresh, new_request, place, request_in, rows_of, video_in

DAY = timedelta(days=1)
GUILD = 1 << 22
OTHER = 3 << 22


async def list_present(store: Store, *present: int, shard: int = 0, shards: int = 1) -> list[int]:
    return await store.guilds.record_present(present, NOW, shard=shard, shards=shards)


async def departed(store: Store) -> list[int]:
    found = await store.guilds.list_left(NOW + DAY, 9)
    return [departure.guild_id for departure in found]


async def purged(store: Store, guild_id: int = 1) -> LeftGuild:
    """Let the bot have left a server, and purge it."""
    await store.guilds.mark_left(guild_id, NOW)
    (departure,) = await store.guilds.list_left(NOW + DAY, 9)
    while (await store.guilds.purge(departure, NOW + DAY, 9)).changed:
        pass
    return departure


async def test_a_server_that_was_left_while_offline_is_missing_from_the_next_list(
    store: Store,
) -> None:
    assert await list_present(store, GUILD, OTHER) == []
    assert await list_present(store, OTHER) == [GUILD]
    assert await departed(store) == [GUILD]
    assert await list_present(store, OTHER) == []  # told once
    assert await list_present(store, GUILD, OTHER) == []
    assert await departed(store) == []


async def test_a_shards_list_says_nothing_of_other_shards_servers(store: Store) -> None:
    await list_present(store, GUILD, OTHER, GUILD * 2)
    assert await list_present(store, OTHER, shard=1, shards=2) == [GUILD]
    assert await departed(store) == [GUILD]


async def test_leaving_again_and_again_counts_from_the_first_time(store: Store) -> None:
    await store.guilds.mark_left(GUILD, NOW)
    await store.guilds.mark_left(GUILD, NOW + DAY)
    assert await departed(store) == [GUILD]
    assert await store.guilds.list_left(NOW, 9) == []


async def test_coming_back_in_time_keeps_everything(store: Store) -> None:
    await request_in(store, RequestState.POSTED)
    await store.guilds.mark_left(1, NOW)
    (departure,) = await store.guilds.list_left(NOW + DAY, 9)
    await store.guilds.mark_joined(1)
    assert not (await store.guilds.purge(departure, NOW + DAY, 9)).changed
    await store.guilds.close(departure)
    assert len(await rows_of(store, "requests")) == 1
    assert await rows_of(store, "guilds") == [{"guild_id": 1, "left_at": None}]


async def test_a_purge_leaves_nothing_of_the_server_and_others_as_they_were(store: Store) -> None:
    for guild_id in (1, 2):
        await store.branding_rules.set(guild_id, Branding(author="A"), updated_by=5, now=NOW)
        settings = GuildSettings(language="de")
        await store.guild_settings.set(guild_id, settings, updated_by=5, now=NOW)
        await request_in(
            store, RequestState.POSTED, new_request(f"of-{guild_id}", guild_id=guild_id)
        )
    departure = await purged(store)
    assert (await store.guilds.purge(departure, NOW + DAY, 9)).is_done
    await store.guilds.close(departure)
    for table in ("requests", "branding", "guild_settings", "charges"):
        assert [row["guild_id"] for row in await rows_of(store, table)] == [2], table
    assert sorted(row["guild_id"] for row in await rows_of(store, "videos")) == [0, 2]
    assert await rows_of(store, "guilds") == []


async def test_what_is_purged_is_not_paid_twice(store: Store) -> None:
    job = await request_in(store, RequestState.POSTED, new_request(author="Ada"))
    await purged(store)
    video = await fresh(store, job.video)
    assert (video.author, video.guild_id, video.state) == (None, 0, VideoState.READY)
    again = (await place(store, new_request(guild_id=2), now=NOW + MINUTE)).job
    assert again.request.is_reuse
    assert again.video.api_task_id == job.video.api_task_id


async def test_a_video_that_another_server_asked_for_too_forgets_who_was_first(
    store: Store,
) -> None:
    job = await request_in(store, RequestState.POSTED)
    other = (await place(store, new_request(guild_id=2, user_id=7), now=NOW + MINUTE)).job
    await purged(store)
    assert (await fresh(store, job.video)).guild_id == 0
    assert await store.requests.get(other.request.request_id) is not None


async def test_open_requests_end_before_they_are_purged(store: Store) -> None:
    posting = await request_in(store, RequestState.POSTING, new_request("a"))
    waiting = (await place(store, new_request("b"))).job
    rendering = await video_in(store, VideoState.RENDERING, new_request("c"))
    departure = await purged(store)
    assert not (await store.guilds.purge(departure, NOW + DAY, 9)).is_done
    assert [row["request_id"] for row in await rows_of(store, "requests")] == [
        posting.request.request_id
    ]
    # Cancelled as members do it: what was not submitted never is.
    assert (await fresh(store, waiting.video)).state is VideoState.FAILED
    assert (await fresh(store, rendering)).state is VideoState.RENDERING
    request_id = posting.request.request_id
    await store.due_posts.finish(request_id, RequestState.UNDELIVERABLE, NOW)
    assert (await store.guilds.purge(departure, NOW + DAY, 9)).changed
    assert await rows_of(store, "requests") == []


async def test_a_purge_goes_in_steps_as_small_as_told(store: Store) -> None:
    for number in range(7):
        await request_in(store, RequestState.POSTED, new_request(f"task-{number}"))
    await store.guilds.mark_left(1, NOW)
    (departure,) = await store.guilds.list_left(NOW + DAY, 9)
    await store.guilds.purge(departure, NOW, 3)
    assert len(await rows_of(store, "requests")) == 4
