"""A song belongs to who brought it: who may use it, and whose name stands on its videos."""

import pytest

from bot.jobs import Branding, RequestState, VideoState, WrittenTexts
from bot.policy.denials import SignatureNotAllowed, TrackNotAvailable, TrackNotShared
from bot.policy.guild_settings import BrandingPolicy
from bot.policy.track_ownership import TrackOwner, TrackSharing, signature_from
from bot.providers.studio import STUDIO
from bot.store import OwnedTrack, Store
from tests.support.rows import NOW, fresh, new_request, place, request_in, rows_of, video_in

MIA, BEN, MAX = 100, 200, 300
"""Mia brings the song, Ben is another member, Max a moderator."""


async def brought(
    store: Store,
    sharing: TrackSharing = TrackSharing.EVERYONE,
    signature: str | None = "Mia",
) -> None:
    owner = TrackOwner(user_id=MIA, sharing=sharing, signature=signature)
    await store.track_owners.add(OwnedTrack(task_id="task-1", guild_id=1, owner=owner), NOW)


async def signed(store: Store, user_id: int, author: str | None = None, **more: object) -> str:
    """Ask for the song's video, and return the signature that it carries."""
    asked = new_request(user_id=user_id, author=author, **more)  # type: ignore[arg-type]
    return (await place(store, asked, provider=STUDIO)).job.video.author or ""


@pytest.mark.parametrize(
    ("sharing", "others", "moderators"),
    [
        (TrackSharing.EVERYONE, True, True),
        (TrackSharing.MODERATORS, False, True),
        (TrackSharing.OWNER, False, False),
    ],
)
async def test_only_those_whom_the_owner_chose_may_use_a_song(
    store: Store, sharing: TrackSharing, others: bool, moderators: bool
) -> None:
    await brought(store, sharing)
    may = {MIA: True, BEN: others, MAX: moderators}
    for user_id, is_allowed in may.items():
        asked = new_request(user_id=user_id, is_moderator=user_id == MAX)
        if is_allowed:
            await place(store, asked, provider=STUDIO)
            continue
        for again in (asked, asked.model_copy(update={"is_retry": True})):
            with pytest.raises(TrackNotShared):
                await place(store, again, provider=STUDIO)
    assert len(await rows_of(store, "requests")) == sum(may.values())
    with pytest.raises(TrackNotAvailable):  # whatever was chosen, for its own server only
        await place(store, new_request(guild_id=2), provider=STUDIO)


async def test_a_video_that_was_there_is_not_posted_again_for_who_may_not_use_its_song(
    store: Store,
) -> None:
    await brought(store)
    video = await video_in(store, VideoState.READY, new_request(user_id=BEN))
    await store.track_owners.change("task-1", 1, {"sharing": "owner"}, added_by=MIA, now=NOW)
    again = new_request(user_id=BEN, repost_of=video.video_id)
    with pytest.raises(TrackNotShared):
        await place(store, again, provider=STUDIO)
    await place(store, again.model_copy(update={"user_id": MIA}), provider=STUDIO)


async def test_nobody_elses_name_stands_on_a_song(store: Store) -> None:
    await brought(store)
    assert await signed(store, BEN) == "Mia"
    with pytest.raises(SignatureNotAllowed) as refused:
        await signed(store, BEN, "Ben")
    assert refused.value.owner.signature == "Mia"
    assert await signed(store, BEN, "Mia") == "Mia"
    # An earlier request's is replaced without a word, as with what is locked.
    assert await signed(store, BEN, "Ben", is_retry=True) == "Mia"
    assert await signed(store, MIA, "Miez") == "Miez"
    assert await signed(store, MAX, "Max", is_moderator=True) == "Max"
    # The owner's own button gives none: it has her own video, whatever the others asked for.
    assert await signed(store, MIA) == "Mia"


async def test_an_owner_may_let_everybody_sign_and_take_that_back(store: Store) -> None:
    await brought(store)
    await store.track_owners.change("task-1", 1, {"is_signature_free": True}, added_by=0, now=NOW)
    assert await signed(store, BEN, "Ben") == "Ben"
    owner = await store.track_owners.change(
        "task-1", 1, {"is_signature_free": False, "signature": "Mi A."}, added_by=0, now=NOW
    )
    assert (owner.user_id, owner.signature) == (MIA, "Mi A.")
    with pytest.raises(SignatureNotAllowed):
        await signed(store, BEN, "Ben")
    assert await signed(store, BEN) == "Mi A."


async def test_a_video_with_anothers_name_is_not_posted_again(store: Store) -> None:
    """It was signed before the song had an owner, or while the owner let others sign."""
    asked = new_request(user_id=BEN, author="Ben")
    video = (await request_in(store, RequestState.POSTED, asked)).video
    await brought(store)
    again = new_request(user_id=BEN, repost_of=video.video_id)
    with pytest.raises(SignatureNotAllowed) as refused:
        await place(store, again, provider=STUDIO)
    assert refused.value.is_repost
    await place(store, again.model_copy(update={"user_id": MIA}), provider=STUDIO)
    assert (await fresh(store, video)).author == "Ben"


async def test_what_moderators_set_goes_before_or_behind_a_songs_signature(store: Store) -> None:
    await brought(store)
    server = Branding(author="The club", domain_name="club.example")
    await store.branding_rules.set(1, server, updated_by=5, now=NOW)
    assert await signed(store, BEN) == "Mia"  # a default is for songs without
    assert await signed(store, BEN, "The club") == "The club"  # that moderators have allowed
    locked = {"author": BrandingPolicy.LOCKED}
    await store.branding_rules.set_policy(1, locked, updated_by=5, now=NOW)
    assert await signed(store, BEN) == "The club"
    await store.branding_rules.reset(1, parts=frozenset({"author"}), updated_by=5, now=NOW)
    await store.blocked_words.add(1, "mia", added_by=5, now=NOW, most=9)
    assert await signed(store, BEN) == ""  # forbidden since


async def test_of_an_older_song_the_studio_tells_whose_it_is(store: Store) -> None:
    song = WrittenTexts(title="Rain", artist=None, guild_id=1, added_by=MIA)
    assert await signed(store, BEN, song=song) == ""
    with pytest.raises(SignatureNotAllowed) as refused:
        await signed(store, BEN, "Ben", song=song)
    assert refused.value.owner == TrackOwner(user_id=MIA)
    assert await signed(store, MIA, "Mia", song=song) == "Mia"
    # The host's songs are everybody's.
    assert await signed(store, BEN, "Ben", song=song.model_copy(update={"added_by": None})) == "Ben"


async def test_before_a_song_is_chosen_its_owner_is_asked_for_as_well(store: Store) -> None:
    await brought(store)
    asked = new_request(audio_id="", user_id=BEN, author="Ben")
    with pytest.raises(SignatureNotAllowed):
        await store.requests.check_rules(asked)
    await store.requests.check_rules(asked.model_copy(update={"user_id": MIA}))


async def test_what_not_everybody_may_use_is_told_by_server(store: Store) -> None:
    await brought(store, TrackSharing.MODERATORS)
    (one,) = await store.track_owners.restricted(1)
    assert one.task_id == "task-1"
    assert [
        one.is_open_to(user_id, is_moderator=user_id == MAX) for user_id in (MIA, BEN, MAX)
    ] == [True, False, True]
    assert await store.track_owners.restricted(2) == []
    await store.track_owners.change("task-1", 1, {"sharing": "everyone"}, added_by=0, now=NOW)
    assert await store.track_owners.restricted(1) == []


async def test_rights_are_confirmed_once_and_forgotten_with_the_rest(store: Store) -> None:
    assert not await store.track_owners.has_confirmed_rights(MIA)
    for _ in range(2):
        await store.track_owners.confirm_rights(MIA, NOW)
    await brought(store)
    held = await store.erasures.holdings(MIA)
    assert held.rights_confirmed_at == NOW
    assert not held.is_empty
    erasure = await store.erasures.begin(MIA, NOW)
    await store.erasures.step(erasure, NOW, 9, is_rest_done=False)
    assert len(await rows_of(store, "track_owners")) == 1  # the song is still there
    await store.erasures.step(erasure, NOW, 9)
    assert await rows_of(store, "track_owners") == []
    assert not await store.track_owners.has_confirmed_rights(MIA)
    assert (await store.erasures.holdings(MIA)).is_empty


def test_a_signature_is_the_artists_name_or_the_members_as_it_can_be_drawn() -> None:
    assert signature_from("Ada", "Mia") == "Ada"
    assert signature_from(None, "Mia") == "Mia"
    assert signature_from("\u200b", " Mia \n") == "Mia"
    assert signature_from("https://x.example/a", "Mia") == "Mia"
    assert signature_from("a" * 80, None) == "a" * 50
    assert signature_from(None, "") is None
