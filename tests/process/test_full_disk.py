"""A disk without a byte left, for the database: told, nothing charged, and it goes on by itself."""

from pathlib import Path

from tests.loopback.people import until
from tests.process.conftest import SetUp
from tests.process.disturbances import small_disk


async def test_a_full_disk_is_told_and_everything_goes_on_when_there_is_room(
    set_up: SetUp, tmp_path: Path
) -> None:
    """Where nothing can be mounted, the process may write no file at all instead."""
    timing = {"poll_first_seconds": 60.0}
    with small_disk(tmp_path / "data", 16) as disk:
        stage = await set_up(settings={"timing": timing}, data=disk.folder)
        await stage.ask("before")
        await stage.submitted("before")
        video, process = stage.api.video_of("before"), stage.bot.process
        assert process is not None
        stage.api.callbacks.retry_seconds = 0.05
        with disk.full(process.pid):
            told = await stage.ask("during")
            kept = "disk with the bot's database is full" if disk.is_mounted else "can't save"
            assert kept in told.text
            assert told.answer is not None
            assert not told.is_public
            await stage.api.finish(video)
            assert {status for _, status in stage.api.callback_answers} == {503}
            assert stage.ends() == []
        await stage.api.finish(video)
        await stage.ended()
        assert [body["taskId"] for body in stage.api.submits] == ["before"]
        stage.api.finish_after = 0.1
        await stage.ask("after")
        await stage.ended(count=2)
        await until(lambda: {state for state, _ in stage.bot.states()} == {"posted"})
        assert await stage.bot.terminate() == 0
        assert stage.bot.integrity() == "ok"
        assert stage.violations() == []
