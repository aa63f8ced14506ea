"""What the process says of itself, and what it never says."""

import contextvars
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import logs
from bot.config import load
from bot.net.occasional_log import OccasionalLog, RepeatFilter

SECRETS = {
    "discord": {"token": "discord-token-MARKER"},
    "api": {"key": "api-key-MARKER", "webhook_key": "webhook-MARKER"},
    "studio": {"key": "studio-MARKER"},
}


@pytest.fixture
def clean_logging() -> Iterator[None]:
    """Put the root logger back as pytest set it up."""
    root, discord = logging.getLogger(), logging.getLogger("discord")
    filtered = [logging.getLogger(name) for name in ("asyncio", "discord.shard")]
    filters = [one.filters[:] for one in filtered]
    handlers, level, discord_level = root.handlers[:], root.level, discord.level
    yield
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers[:], root.level = handlers, level
    discord.setLevel(discord_level)
    for one, before in zip(filtered, filters, strict=True):
        one.filters[:] = before


def written(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the log has written, once all of it is."""
    for handler in logging.getLogger().handlers:
        handler.flush()
    return capsys.readouterr().err


def raise_with_secret() -> None:
    raise RuntimeError("refused: api-key-MARKER")


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_secret_is_written_not_even_in_a_traceback(
    form: str, clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(load(None, {}, log={"format": form}, **SECRETS))
    logging.getLogger("x").warning("Bearer %s, %s", "api-key-MARKER", "discord-token-MARKER")
    logging.getLogger("x").error("studio-MARKER webhook-MARKER")
    try:
        raise_with_secret()
    except RuntimeError:
        logging.getLogger("x").exception("failed")
    text = written(capsys)
    assert "MARKER" not in text
    assert text.count("[secret]") >= 5
    assert "RuntimeError" in text


def test_json_has_a_line_an_entry(clean_logging: None, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(load(None, {}, log={"format": "json"}, **SECRETS))
    logging.getLogger("bot.x").info("one\ntwo %s", '"quoted"')
    (line,) = written(capsys).splitlines()
    entry = json.loads(line)
    assert entry["message"] == 'one\ntwo "quoted"'
    assert (entry["level"], entry["logger"]) == ("INFO", "bot.x")


VIDEO, REQUEST = "00000000000000aa", "00000000000000bb"


@pytest.mark.parametrize("form", ["text", "json"])
def test_each_line_names_its_video_and_request_once(
    form: str, clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def say() -> None:
        logs.bind_ids(video_id=VIDEO, request_id=REQUEST)
        logging.getLogger("aiohttp").info("bound")
        logging.getLogger("bot.x").info("video_id=%s named", "00000000000000cc")

    logs.set_up(load(None, {}, log={"format": form}, **SECRETS))
    contextvars.copy_context().run(say)
    logging.getLogger("bot.x").info("neither")
    bound, named, neither = written(capsys).splitlines()
    if form == "json":
        ids = [json.loads(line) for line in (bound, named, neither)]
        assert [one.get("video_id") for one in ids] == [VIDEO, "00000000000000cc", None]
        assert [one.get("request_id") for one in ids] == [REQUEST, REQUEST, None]
    else:
        assert bound.endswith(f"bound (video_id={VIDEO} request_id={REQUEST})")
        assert named.endswith(f"video_id=00000000000000cc named (request_id={REQUEST})")
        assert neither.endswith("neither")


def test_a_secret_with_quotes_is_left_out_of_json(
    clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = 'pass"word\\MARKER'
    logs.set_up(load(None, {}, log={"format": "json"}, api={"webhook_key": secret, "key": "k-k-k"}))
    logging.getLogger("x").warning("it is %s", secret)
    assert "MARKER" not in written(capsys)


def test_an_empty_secret_hides_nothing(
    clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(load(None, {}))
    logging.getLogger("x").warning("all is told")
    assert "all is told" in written(capsys)


TALKATIVE = """
import asyncio, logging, sys
from bot import logs
from bot.config import load
from bot.net.occasional_log import OccasionalLog, RepeatFilter

async def main():
    logs.set_up(load(None, {}))
    log = logging.getLogger("bot.talk")
    for number in range(40_000):
        log.info("%06d %s", number, "x" * 90)
        if number % 1000 == 0:
            await asyncio.sleep(0)
    print("all said", logs.dropped_lines(), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print("going on", flush=True)
    if sys.stdin.readline() == "talk\\n":
        log.info("the last word")

asyncio.run(main())
"""


@contextmanager
def talking() -> Iterator[subprocess.Popen[str]]:
    """Start a process that says much; one that stands still for a minute is ended."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", TALKATIVE]
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        watch = threading.Timer(60, process.kill)
        watch.start()
        try:
            yield process
        finally:
            watch.cancel()


def told(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()


def tell(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def test_a_log_that_nobody_reads_stops_nothing_and_what_is_dropped_is_said() -> None:
    """The pipe holds 64 KiB, the queue 4 MiB, and 5 MB are said."""
    with talking() as process:
        *words, dropped = told(process)
        assert words == ["all", "said"]
        assert 0 < int(dropped) < 40_000
        tell(process, "go on")
        assert told(process) == ["going", "on"]
        assert process.stderr is not None
        lines = [process.stderr.readline().rstrip() for _ in range(20_000)]
        tell(process, "talk")
        lines += process.stderr.read().splitlines()
    numbers = [int(line.split()[4]) for line in lines if "x" * 90 in line]
    assert numbers == list(range(len(numbers))), "what is kept comes whole and in order"
    assert len(numbers) + int(dropped) == 40_000
    (said,) = [line for line in lines if "dropped" in line]
    assert f" {dropped} lines of the log were dropped" in said
    assert lines[-1].endswith("the last word")


def test_a_process_ends_though_nobody_reads_its_log() -> None:
    with talking() as process:
        assert told(process)[:2] == ["all", "said"]
        tell(process, "go on")
        tell(process, "end")
        assert process.wait(30) == 0


def test_a_reader_that_goes_away_stops_nothing() -> None:
    with talking() as process:
        assert process.stderr is not None
        process.stderr.close()
        assert told(process)[:2] == ["all", "said"]
        tell(process, "go on")
        assert told(process) == ["going", "on"]
        tell(process, "talk")
        assert process.wait(30) == 0


def test_what_happens_all_the_time_is_said_once_a_minute(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    said = OccasionalLog(logging.getLogger("x"), "%d things", clock=lambda: now)
    for now in (0.0, 1.0, 59.0, 60.5, 61.0):  # noqa: B007 - the clock reads it
        said.note()
    assert [record.getMessage() for record in caplog.records] == ["1 things", "3 things"]


def test_asyncio_s_flood_about_connections_is_one_line(
    clean_logging: None, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(load(None, {}))
    error = OSError(24, "Too many open files")
    for _ in range(500):
        text = "socket.accept() out of system resource\nsocket: <socket>"
        logging.getLogger("asyncio").error(text, exc_info=(OSError, error, None))
    logging.getLogger("asyncio").error("something else")
    lines = written(capsys).splitlines()
    assert len(lines) == 2
    assert "too many files are open" in lines[0]


def test_a_warning_that_repeats_itself_pauses_and_is_counted() -> None:
    now = 0.0
    repeats = RepeatFilter(clock=lambda: now)

    def told(message: str, level: int = logging.WARNING) -> str | None:
        record = logging.LogRecord("x", level, "", 0, message, (), None)
        return record.getMessage() if repeats.filter(record) else None

    waits = [told(f"Attempting a reconnect in {1.5 * at:.2f}s") for at in range(1, 30)]
    assert waits[:2] == ["Attempting a reconnect in 1.50s", "Attempting a reconnect in 3.00s"]
    assert str(waits[2]).endswith("(again; if it goes on, it is told once in 10 minutes)")
    assert waits[3:] == [None] * 26
    assert told("Attempting a reconnect in 9s", logging.ERROR) is not None
    assert told("video_id=00000000000000aa is late") is not None
    for _ in range(4):
        told("video_id=00000000000000aa is late")
    assert told("video_id=00000000000000bb is late") is not None  # another video's
    now = 601.0
    again = told("Attempting a reconnect in 9s")
    assert again == "Attempting a reconnect in 9s (26 times more since it was last told)"
