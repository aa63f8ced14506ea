"""Who waits for an answer when the bot stops."""

from bot.discord_client.in_flight import InteractionTracker


async def test_once_the_bot_has_left_nothing_is_begun_nor_said() -> None:
    said = []

    async def on_cancelled() -> None:
        said.append("it stops")

    in_flight = InteractionTracker()
    await in_flight.drain()
    assert not await in_flight.track(on_cancelled)
    assert said == []
