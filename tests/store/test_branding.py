"""The servers' and channels' branding, and the remembered values."""

from typing import Any

import pytest

from bot.jobs import AskedNames, Branding, Logo, RenderOptions, Shape, Video
from bot.policy.denials import AdvertisingFound, BlockedWordFound
from bot.policy.guild_settings import BrandingPolicy, BrandingRule
from bot.providers.studio import STUDIO
from bot.store import Store
from tests.support.rows import NOW, everything, new_request, place

CHANNEL = 10  # where requests come from
BOTH = frozenset(Branding.model_fields)
LOGO = Logo(logo_id="ab" * 16)
WITH_LOOKS = STUDIO.model_copy(
    update={
        "looks": ("bars", "wave"),
        "fonts": ("Lora",),
        "default_options": RenderOptions(look="bars"),
    }
)


async def set_branding(
    store: Store,
    author: str | None = None,
    watermark: str | None = None,
    *,
    guild_id: int = 1,
    channel_id: int = 0,
) -> None:
    """Set texts as a moderator."""
    texts = Branding(author=author, domain_name=watermark)
    await store.branding_rules.set(guild_id, texts, channel_id=channel_id, updated_by=5, now=NOW)


async def lock(
    store: Store, *parts: str, policy: BrandingPolicy = BrandingPolicy.LOCKED, channel_id: int = 0
) -> None:
    """Lock texts as a moderator."""
    policies = dict.fromkeys(parts, policy)
    await store.branding_rules.set_policy(1, policies, channel_id=channel_id, updated_by=5, now=NOW)


async def reset(store: Store, *parts: str, channel_id: int = 0) -> bool:
    """Forget texts as a moderator."""
    return await store.branding_rules.reset(
        1, channel_id=channel_id, parts=frozenset(parts), updated_by=5, now=NOW
    )


async def made(
    store: Store,
    audio_id: str = "a",
    **more: Any,  # noqa: ANN401 - fields of the request
) -> Branding:
    """Return what a wished video carries."""
    return (await place(store, new_request(audio_id=audio_id, **more))).job.video.branding


async def test_each_server_has_its_own_branding(store: Store) -> None:
    await set_branding(store, "Ada", "ada.example")
    assert await store.branding_rules.effective(1) == BrandingRule(
        author="Ada", domain_name="ada.example"
    )
    assert await store.branding_rules.effective(2) == BrandingRule()


async def test_setting_one_part_leaves_the_other(store: Store) -> None:
    await set_branding(store, "Ada")
    await set_branding(store, watermark="x.example")
    rule = await store.branding_rules.effective(1)
    assert rule.branding == Branding(author="Ada", domain_name="x.example")


async def test_a_channels_own_goes_before_the_servers_field_by_field(store: Store) -> None:
    await set_branding(store, "Server", "server.example")
    await set_branding(store, "Channel", channel_id=CHANNEL)
    assert await made(store, "a") == Branding(author="Channel", domain_name="server.example")
    assert await made(store, "b", channel_id=11) == Branding(
        author="Server", domain_name="server.example"
    )


async def test_a_thread_has_the_branding_of_its_channel(store: Store) -> None:
    await set_branding(store, "Channel", channel_id=CHANNEL)
    await lock(store, "author", channel_id=CHANNEL)
    thread: dict[str, Any] = {"channel_id": 99, "parent_id": CHANNEL}
    assert (await made(store, **thread)).author == "Channel"
    assert (await made(store, "b", author="Mia", **thread)).author == "Channel"


async def test_a_channel_can_be_without_what_the_server_has(store: Store) -> None:
    await set_branding(store, "Server", "server.example")
    await set_branding(store, watermark="", channel_id=CHANNEL)
    assert await made(store) == Branding(author="Server")
    await set_branding(store, author="")  # of the server itself nothing is left to be without
    assert (await store.branding_rules.effective(1)).author is None


async def test_a_reset_forgets_one_place_and_what_it_names(store: Store) -> None:
    await set_branding(store, "Server", "server.example")
    await set_branding(store, "Channel", "channel.example", channel_id=CHANNEL)
    await lock(store, "author", channel_id=CHANNEL)
    assert await reset(store, "author", channel_id=CHANNEL)
    assert not await reset(store, "author", channel_id=CHANNEL)
    rule = await store.branding_rules.effective(1, CHANNEL)
    assert rule == BrandingRule(author="Server", domain_name="channel.example")
    assert await reset(store, *BOTH, channel_id=CHANNEL)
    assert list(await store.branding_rules.list_rules(1)) == [0]
    assert await reset(store, *BOTH)
    assert await store.branding_rules.list_rules(1) == {}


async def test_what_is_locked_stands_in_place_of_what_a_member_gave(store: Store) -> None:
    await set_branding(store, "Server", "server.example")
    await lock(store, "domain_name")
    placed = await place(store, new_request(author="Mia", watermark="mine.example"))
    assert placed.job.video.branding == Branding(author="Mia", domain_name="server.example")
    assert placed.replaced == {"domain_name"}
    # Saying what holds anyway is no news.
    same = await place(store, new_request(audio_id="b", watermark="server.example"))
    assert same.replaced == frozenset()


async def test_what_is_locked_without_being_set_stays_empty(store: Store) -> None:
    await lock(store, *BOTH)
    assert (await store.branding_rules.effective(1)).locked == BOTH
    assert await made(store, author="Mia") == Branding()
    assert await made(store) == Branding()


async def test_a_channel_may_be_freer_or_stricter_than_its_server(store: Store) -> None:
    await lock(store, *BOTH)
    await lock(store, "author", policy=BrandingPolicy.DEFAULT, channel_id=CHANNEL)
    assert (await made(store, author="Mia")).author == "Mia"
    assert (await made(store, "b", author="Mia", channel_id=11)).author is None


async def test_each_option_is_locked_by_itself(store: Store) -> None:
    await store.branding_rules.set(
        1, Branding(), RenderOptions(look="wave", logo=LOGO), updated_by=5, now=NOW
    )
    await lock(store, "look", "logo")
    chosen = RenderOptions(look="bars", shape=Shape.TALL, logo="none")
    placed = await place(store, new_request(options=chosen), provider=WITH_LOOKS)
    options = placed.job.video.options
    assert (options.look, options.shape, options.logo) == ("wave", Shape.TALL, LOGO)
    assert placed.replaced == {"look", "logo"}
    await lock(store, "look", "logo", policy=BrandingPolicy.DEFAULT)
    free = await place(store, new_request(audio_id="b", options=chosen), provider=WITH_LOOKS)
    assert (free.job.video.options.look, free.job.video.options.logo) == ("bars", None)
    assert free.replaced == frozenset()


async def test_a_channel_may_be_without_the_servers_logo_and_cards(store: Store) -> None:
    parts = RenderOptions(logo=LOGO, intro="Hello", font="Lora")
    await store.branding_rules.set(1, Branding(), parts, updated_by=5, now=NOW)
    nothing = RenderOptions(logo="none", intro="", font="none")
    await store.branding_rules.set(
        1, Branding(), nothing, channel_id=CHANNEL, updated_by=5, now=NOW
    )
    here = await place(store, new_request(), provider=WITH_LOOKS)
    there = await place(store, new_request(audio_id="b", channel_id=11), provider=WITH_LOOKS)
    assert here.job.video.options == RenderOptions(look="bars")
    assert there.job.video.options == parts.model_copy(update={"look": "bars"})
    await store.branding_rules.set(1, Branding(), nothing, updated_by=5, now=NOW)
    assert (await store.branding_rules.effective(1)).logo is None


async def test_the_same_parts_are_one_variant_and_another_logo_is_another(store: Store) -> None:
    parts = RenderOptions(logo=LOGO, intro="Hello {member}")
    await store.branding_rules.set(1, Branding(), parts, updated_by=5, now=NOW)
    videos: list[Video] = []
    for member, guild_id in (("Mia", 1), ("Mia", 1), ("Ben", 1)):
        asked = new_request(names=AskedNames(member=member), guild_id=guild_id, user_id=len(videos))
        videos.append((await place(store, asked, provider=WITH_LOOKS)).job.video)
    moved = parts.model_copy(update={"logo": LOGO.model_copy(update={"size": 12})})
    await store.branding_rules.set(1, Branding(), moved, updated_by=5, now=NOW)
    again = new_request(names=AskedNames(member="Mia"), user_id=9)
    videos.append((await place(store, again, provider=WITH_LOOKS)).job.video)
    first, second, ben, larger = (video.video_id for video in videos)
    assert first == second
    assert len({first, ben, larger}) == 3
    assert videos[2].options.intro == "Hello Ben"


async def test_names_are_put_in_when_a_video_is_asked_for(store: Store) -> None:
    await set_branding(store, "{member} for {server}", "{server}")
    await lock(store, "domain_name")
    names = AskedNames(member="Mia", server="Club")
    placed = await place(store, new_request(names=names, watermark="x"))
    assert placed.job.video.branding == Branding(author="Mia for Club", domain_name="Club")
    assert placed.job.request.domain_name == "Club"
    own = await made(store, "b", author="It's {member}", names=names)
    assert own.author == "It's Mia"


async def test_a_name_is_filtered_where_it_stands_on_a_video(store: Store) -> None:
    await store.blocked_words.add(1, "spam", added_by=5, now=NOW, most=9)
    assert await made(store, "a", names=AskedNames(member="Spam")) == Branding()
    await set_branding(store, "by {member}")
    before = await everything(store)
    with pytest.raises(BlockedWordFound) as refused:
        await made(store, "b", names=AskedNames(member="S p a m"))
    assert refused.value.part == "member"
    with pytest.raises(AdvertisingFound):
        await made(store, "b", names=AskedNames(member="discord.gg/spam"))
    assert await everything(store) == before
    await set_branding(store, "spam by {member}")  # what moderators write is theirs to decide
    assert (await made(store, "b", names=AskedNames(member="Mia"))).author == "spam by Mia"


async def test_a_retry_takes_what_was_locked_meanwhile_without_a_word(store: Store) -> None:
    await set_branding(store, "Server")
    await lock(store, "author")
    again = await made(store, author="Mia", watermark="mine.example", is_retry=True)
    assert again == Branding(author="Server", domain_name="mine.example")


async def test_a_blocked_word_is_refused_unless_moderators_wrote_it(store: Store) -> None:
    await store.blocked_words.add(1, "spam", added_by=5, now=NOW, most=9)
    with pytest.raises(BlockedWordFound) as refused:
        await made(store, author="Ada", watermark="S.P.Ä.M")
    assert refused.value.part == "domain_name"
    assert (await made(store, author="Spam", guild_id=2)).author == "Spam"
    await set_branding(store, "Spam")
    assert (await made(store, "b", author="Spam")).author == "Spam"


async def test_a_value_is_remembered_and_replaced(store: Store) -> None:
    assert await store.key_value.get("key") is None
    await store.key_value.set("key", "one")
    await store.key_value.set("key", "two")
    assert await store.key_value.get("key") == "two"
    await store.key_value.check_writable()
