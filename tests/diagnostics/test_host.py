"""``python -m bot check`` finds what is broken on the host, and the process says it all."""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.config import load
from bot.diagnostics import callback_url, studio
from bot.diagnostics import host as host_checks
from bot.diagnostics.cli import format_line
from bot.diagnostics.context import CheckContext, open_context
from bot.diagnostics.result import Level, failed
from bot.diagnostics.runner import CHECKS, Check, run_check
from bot.store import Store
from bot.web.instance_challenge import InstanceChallenge
from bot.web.server import bind, serve
from tests.loopback.people import until
from tests.process.bot_process import ROOT, BotProcess, free_port
from tests.support.installation import Host, installed, is_doubtful, is_wrong

STUDIO = {"enabled": True}


@pytest.fixture
async def host(folder: Path) -> AsyncIterator[Host]:
    """Return an installation with which all is well."""
    async with installed(folder) as made:
        yield made


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody on this machine can look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@asynccontextmanager
async def answering(
    answer: Callable[[web.Request], Awaitable[web.Response]], path: str = "/{path:.*}"
) -> AsyncIterator[str]:
    """Return the address of something that answers."""
    application = web.Application()
    application.router.add_get(path, answer)
    with bind("127.0.0.1", 0) as bound:
        async with serve(application, bound):
            yield f"http://127.0.0.1:{bound.getsockname()[1]}"


async def bad_gateway(_: web.Request) -> web.Response:
    return web.Response(status=502)


async def redirect(_: web.Request) -> web.Response:
    return web.Response(status=301, headers={"Location": "https://bot.example"})


async def welcome_page(_: web.Request) -> web.Response:
    return web.Response(text="Welcome to nginx!")


async def test_a_full_disk_is_found(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await host.found("disk")).level is Level.OK
    monkeypatch.setattr(host_checks, "ENOUGH_BYTES", 1 << 60)
    assert is_doubtful(await host.found("disk"), "MiB are free", "Make room")
    monkeypatch.setattr(host_checks, "MIN_BYTES", 1 << 60)
    assert is_wrong(await host.found("disk", studio=STUDIO), "MiB are free")


async def test_what_is_kept_back_from_songs_and_videos_is_no_room_for_them(host: Host) -> None:
    studio = {**STUDIO, "reserve_megabytes": 10_000_000}
    found = await host.found("disk", studio=studio)
    assert is_wrong(found, "10,000,000 are left to the database", "Make room")


async def test_a_clock_that_is_off_is_found(host: Host) -> None:
    assert (await host.found("clock")).level is Level.OK
    host.ahead_seconds = 60
    assert is_doubtful(await host.found("clock"), "s fast", "NTP")
    host.ahead_seconds = -400
    assert is_wrong(await host.found("clock"), "s slow", "NTP")
    host.discord.is_down = True  # then the API's answer tells the time
    assert is_wrong(await host.found("clock"), "s slow")


async def test_a_configuration_that_everybody_can_read_is_found(host: Host) -> None:
    path = host.folder / "config.toml"
    path.touch(mode=0o644)
    async with open_context(load(path, {}), path) as site:
        assert is_doubtful(await host_checks.check_configuration(site), "everybody", "chmod o=")
        path.chmod(0o640)
        assert (await host_checks.check_configuration(site)).level is Level.OK


async def test_a_port_that_another_program_has_is_found(host: Host) -> None:
    async with answering(welcome_page) as url:
        port = {"port": int(url.rpartition(":")[2])}
        host.settings["callback"] = port
        assert is_wrong(await host.found("port"), "another program")
        left_out = await host.found("callback address", callback={"public_url": url})
        assert left_out.level is Level.SKIPPED


async def test_an_address_that_leads_here_is_told_from_one_that_does_not(host: Host) -> None:
    port = host.settings["callback"]["port"]
    own = {"public_url": f"http://127.0.0.1:{port}"}
    assert is_doubtful(await host.found("callback address", callback=own), "leads here, but only")
    async with answering(welcome_page) as url:
        led = await host.found("callback address", callback={"public_url": url})
        assert is_wrong(led, "something else answers")
    async with answering(bad_gateway) as url:
        led = await host.found("callback address", callback={"public_url": url})
        assert is_wrong(led, "502", "callback.port")
    async with answering(redirect) as url:
        led = await host.found("callback address", callback={"public_url": url})
        assert is_wrong(led, "redirects", "https://")


async def test_a_proxy_that_keeps_the_pages_of_videos_back_is_pointed_out(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(InstanceChallenge, "PAGE_PATTERN", "/elsewhere/{nonce}")
    own = {"public_url": f"http://127.0.0.1:{host.settings['callback']['port']}"}
    studio = {"enabled": True}
    found = await host.found("callback address", callback=own, studio=studio)
    assert is_doubtful(found, "/v/ doesn't", "pass /v/")


async def test_an_address_without_tls_is_pointed_out(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callback_url, "is_private", lambda _: False)  # as a test can't have another
    own = {"public_url": f"http://127.0.0.1:{host.settings['callback']['port']}"}
    assert is_doubtful(await host.found("callback address", callback=own), "in the clear")


async def test_a_bot_that_runs_and_is_not_ready_is_told(host: Host) -> None:
    challenge = InstanceChallenge()

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/readyz":
            return web.Response(status=503)
        return web.Response(text=challenge.respond(request.path.rpartition("/")[2]))

    async with answering(answer) as url:
        host.settings["callback"] = {"port": int(url.rpartition(":")[2])}
        assert is_doubtful(await host.found("port"), "not ready (503)", "log")


async def test_an_address_that_leads_to_another_bot_is_found(host: Host) -> None:
    challenge = InstanceChallenge()

    async def show(request: web.Request) -> web.Response:
        return web.Response(text=challenge.respond(request.match_info["nonce"]))

    async with answering(show, InstanceChallenge.PATTERN) as url:
        led = await host.found("callback address", callback={"public_url": url})
        assert is_wrong(led, "another process of the bot", "docker compose exec")


async def test_an_address_that_can_t_be_reached_is_found(host: Host) -> None:
    refused = {"public_url": f"http://127.0.0.1:{free_port()}"}
    found = await host.found("callback address", callback=refused)
    assert is_doubtful(found, "refused", "router", "polling")
    unknown = {"public_url": "https://no-such-name.invalid"}
    assert is_wrong(await host.found("callback address", callback=unknown), "DNS")
    plain = {"public_url": f"https://127.0.0.1:{host.settings['callback']['port']}"}
    assert is_wrong(await host.found("callback address", callback=plain), "TLS")
    any_port = {"public_url": "https://bot.example", "port": 0}
    host.settings["callback"] = {}
    assert is_wrong(await host.found("callback address", callback=any_port), "fixed port")


async def test_the_studio_makes_some_video_and_says_what_to_expect_of_the_machine(
    host: Host,
) -> None:
    told = (await host.found("studio", studio=STUDIO)).text
    found = re.search(r"6 seconds of video took ([\d.]+) s, ([\d.]+) of them to begin", told)
    expected = re.search(r"expect about (\d+) s for a minute of song", told)
    assert found
    assert expected
    took, start = map(float, found.groups())
    assert took > start > 0
    assert int(expected[1]) == pytest.approx(10 * (took - start), abs=1.6)  # rounded twice
    # What the bot is installed with writes them all, whatever the machine has besides.
    assert (await host.found("fonts", studio=STUDIO)).text == (
        "a word each was drawn in Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai,"
        " Chinese, Japanese, Korean, Emoji"
    )
    assert "sample songs" in (await host.found("library", studio=STUDIO)).text
    (host.folder / "library").mkdir()
    assert is_doubtful(await host.found("library", studio=STUDIO), "no song", "track add")


@pytest.mark.parametrize("key", ["library", "videos"])
async def test_a_folder_of_the_studio_that_can_t_be_made_is_found(host: Host, key: str) -> None:
    file = host.folder / "config.toml"
    file.touch()
    for folder in (file, file / "below"):
        found = await host.found("library", studio=STUDIO | {key: folder})
        assert is_wrong(found, f"studio.{key}: {file} can't be written (it is no folder)", "owner")
    found = await host.found("library", studio=STUDIO | {key: Path("/proc/nope")})
    assert is_wrong(found, f"studio.{key}: /proc can't be written")


async def test_a_place_that_is_on_no_disk_is_not_called_full(host: Host) -> None:
    nowhere = STUDIO | {"library": Path("/proc/nope")}
    assert (await host.found("disk", studio=nowhere)).level is Level.OK
    left_out = await host.found("disk", database={"path": Path("/proc/nope/bot.db")})
    assert left_out.level is Level.SKIPPED


async def test_a_font_that_is_not_there_is_found(host: Host) -> None:
    fonts = STUDIO | {"fonts": ["/nope.ttf"]}
    assert is_doubtful(await host.found("fonts", studio=fonts), "/nope.ttf", "studio.fonts")


async def test_a_renderer_that_can_t_be_started_is_told_from_one_that_dies(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(host.folder))
    found = await host.found("studio", studio=STUDIO)
    assert is_wrong(found, "can't be started", "Permission denied", "Let the bot's user run")


async def test_a_database_that_everybody_can_read_is_found(host: Host, open_folder: Path) -> None:
    path = host.settings["database"]["path"]
    async with Store.open(path):
        pass
    path.chmod(0o644)
    # Nobody else gets through the folder that is this test's own.
    assert (await host.found("database")).level is Level.OK
    path = open_folder / "bot.db"
    host.settings["database"]["path"] = path
    async with Store.open(path):
        pass
    assert (await host.found("database")).level is Level.OK
    path.chmod(0o644)
    assert is_doubtful(await host.found("database"), "everybody", f"chmod o= {path}")


async def test_a_database_is_looked_at_without_leaving_anything(host: Host) -> None:
    path = host.settings["database"]["path"]
    path.write_text("[a] # no database")
    assert is_wrong(await host.found("database"), "not a database")
    assert list(host.folder.iterdir()) == [path]


async def test_a_studio_that_can_t_render_is_found(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_WORKER_CPU_SECONDS", "0")
    assert is_wrong(await host.found("studio", studio=STUDIO), "died")


def test_scripts_without_a_font_are_told() -> None:
    found = studio.of_scripts({"Latin": True, "Thai": False, "Korean": False})
    assert is_doubtful(found, "Thai, Korean", "install them anew")


async def test_a_check_that_fails_or_hangs_becomes_a_finding(host: Host) -> None:
    async def fail(_: CheckContext) -> None:
        raise RuntimeError("unforeseen")

    async def hang(_: CheckContext) -> None:
        await asyncio.Event().wait()

    async with open_context(load(None, {})) as site:
        failed = await run_check(Check("failing", fail), site)  # type: ignore[arg-type]
        hung = await run_check(Check("hanging", hang, seconds=0.01), site)  # type: ignore[arg-type]
    assert is_wrong(failed, "RuntimeError")
    assert is_doubtful(hung, "no result")


def test_no_line_holds_a_secret() -> None:
    secrets = {"discord": {"token": "tok-MARKER"}, "api": {"key": "key-MARKER"}}
    line = format_line(
        "x", failed("tok-MARKER key-MARKER", "and\nnothing else"), load(None, {}, **secrets)
    )
    assert line == "✘ x: [secret] [secret]. and nothing else"


async def checked(config: Path, *more: str, **environment: str) -> tuple[int | None, str]:
    """Run the command as a process; return its status and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", "--config", str(config), *more),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": "", **environment},
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


async def test_the_exit_status_says_it_all(host: Host) -> None:
    host.discord.state.application |= {"bot_public": True}
    bot = BotProcess(host.discord, host.api, host.folder, callbacks=False)
    bot.config.chmod(0o600)
    status, output = await checked(bot.config)
    assert (status, " 2 to look at, 0 wrong" in output) == (0, True), output
    assert len(re.findall(r"^[✔✘!-] .+: .+$", output, re.MULTILINE)) == len(CHECKS)
    assert (await checked(bot.config, "--strict"))[0] == 1
    bad = {"MUSICVIDEO_DISCORD__TOKEN": "bad-MARKER", "MUSICVIDEO_API__KEY": "worse-MARKER"}
    status, output = await checked(bot.config, PYTHONIOENCODING="ascii", **bad)
    assert (status, output.count("WRONG")) == (1, 2), output
    assert "WRONG token: Discord refused the token" in output
    assert "MARKER" not in output
    assert (await checked(host.folder / "missing.toml"))[0] == 2


async def test_a_running_bot_is_asked_instead_of_disturbed(host: Host) -> None:
    bot = BotProcess(host.discord, host.api, host.folder)
    try:
        await bot.start_and_connect()
        status, output = await checked(bot.config)
        assert status == 0, output
        assert "in use by a running process" in output
        assert "the bot runs at" in output
        assert f"{bot.callback_url} leads here" in output
        assert "up to date" in output
        assert host.discord.gateway.identifies == 1
    finally:
        await bot.terminate()


async def test_a_start_warns_of_an_address_that_can_t_be_reached(host: Host) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings = {"callback": {"public_url": nowhere}}
    host.discord.faults.add("hang", r"^/api/v10/applications/@me", times=None)
    bot = BotProcess(host.discord, host.api, host.folder, settings=settings)
    try:
        await bot.start_and_connect()
        await until(lambda: "check: callback address" in bot.log, 40, bot.tail)
    finally:
        await bot.terminate()
    assert re.search(r"WARNING .*check: callback address: .*router.*polling", bot.log)
