"""Who waits for an answer when the bot stops."""

from bot.discord_client.in_flight import InFlight


async def test_once_the_bot_has_left_nothing_is_begun_nor_said() -> None:
    said = []

    async def farewell() -> None:
        said.append("it stops")

    in_flight = InFlight()
    await in_flight.drain()
    assert not await in_flight.admit(farewell)
    assert said == []
