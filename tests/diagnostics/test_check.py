"""``python -m bot check`` finds what is broken: each thing is broken here, and seen found."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
from aiohttp import web

from bot.config import load
from bot.diagnostics.app_commands import command_manifest, differing
from bot.diagnostics.command_limits import broken_rules
from bot.diagnostics.context import open_context
from bot.diagnostics.discord_application import check_intents
from bot.diagnostics.invite_link import required_permissions
from bot.diagnostics.result import Level, group_unreachable
from bot.diagnostics.runner import CHECKS, run_checks
from bot.store import MIGRATIONS, Store
from bot.web.server import bind, serve
from tests.loopback.music_api import FORBIDDEN_PAGE
from tests.loopback.world import Permission
from tests.process.bot_process import free_port
from tests.support.installation import Host, Sections, installed, is_doubtful, is_wrong


@pytest.fixture
async def host(folder: Path) -> AsyncIterator[Host]:
    """Return an installation with which all is well."""
    async with installed(folder) as made:
        yield made


async def test_all_is_well_where_nothing_is_broken(host: Host) -> None:
    config = load(None, {}, **host.settings)
    async with open_context(config) as site:
        found = {name: check_result async for name, check_result in run_checks(site)}
    assert list(found) == [check.name for check in CHECKS]
    assert {name: f for name, f in found.items() if f.level is Level.ERROR} == {}
    assert {n for n, f in found.items() if f.level is Level.WARNING} <= {"callback address"}
    assert list(host.folder.iterdir()) == []
    assert {call.method for call in host.discord.calls} == {"GET"}
    assert host.discord.gateway.identifies == 0
    assert not host.api.submits


async def test_a_pace_that_the_api_does_not_allow_is_found(host: Host) -> None:
    assert (await host.found("pace")).level is Level.OK
    for key in ("poll_first_seconds", "poll_every_seconds"):
        assert is_doubtful(await host.found("pace", timing={key: 5}), f"timing.{key} is 5", "30")
    for pace in (
        {"submits_per_window": 50},
        {"submits_per_window": 3, "submit_window_seconds": 1},
        {"submits_per_window": 11, "submit_window_seconds": 7},
    ):
        assert is_doubtful(await host.found("pace", api=pace), "takes 20", "submits_per_window")
    slow = {"submits_per_window": 20, "submit_window_seconds": 60}
    assert (await host.found("pace", api=slow)).level is Level.OK
    left_out = await host.found("pace", studio={"enabled": True})
    assert left_out.level is Level.SKIPPED


async def test_a_log_channel_that_is_not_there_is_found(host: Host) -> None:
    assert (await host.found("log channel")).level is Level.OK
    found = await host.found("log channel", log={"discord_channel": 5})
    assert is_wrong(found, "can't see a channel 5", "log.discord_channel", "View Channel")
    channel = host.discord.channel(host.discord.state.guilds[0], "errors")
    named = {"discord_channel": channel.channel_id}
    assert (await host.found("log channel", log=named)).level is Level.OK
    channel.kind = 15  # a forum
    assert is_wrong(await host.found("log channel", log=named), "takes no messages")


async def test_a_token_that_is_missing_or_refused_is_found(host: Host) -> None:
    assert is_wrong(await host.found("token", discord={"token": ""}), "empty", "Reset Token")
    assert is_wrong(await host.found("token", discord={"token": "a.b.c"}), "refused the token")
    left_out = await host.found("servers", discord={"token": "a.b.c"})
    assert left_out.level is Level.SKIPPED


async def test_discord_out_of_reach_is_found(host: Host) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    assert is_wrong(await host.found("token", discord={"api_url": nowhere}), "can't be reached")
    host.discord.is_down = True
    assert is_doubtful(await host.found("token"), "503")


async def test_a_network_that_is_missing_is_told_in_one_line(host: Host) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    sections: Sections = {"api": {"base_url": nowhere}, "discord": {"api_url": nowhere}}
    names = [check.name for check in CHECKS if check.name not in ("studio", "fonts")]
    found = [(name, await host.found(name, **sections)) for name in names]
    bad = [one for one in found if one[1].level in (Level.WARNING, Level.ERROR)]
    assert len(bad) >= 9
    *rest, (name, line) = group_unreachable(bad)
    assert (rest, name, line.level) == ([], "network", Level.ERROR)
    hosts = f"Discord and {nowhere.removeprefix('http://')} can't be reached"
    assert line.text.startswith(f"{hosts}, so these were not checked: token, application,")
    assert group_unreachable(bad[:1]) == bad[:1]
    assert [one[0] for one in group_unreachable([*found[:1], *bad])] == [found[0][0], "network"]


@pytest.mark.parametrize(
    ("name", "setting", "word"),
    [
        ("application", {"bot_require_code_grant": True}, "nobody can add"),
        ("interactions", {"interactions_endpoint_url": "https://x.example/"}, "never reach"),
    ],
)
async def test_settings_of_the_application_that_stop_the_bot_are_found(
    host: Host, name: str, setting: dict[str, object], word: str
) -> None:
    assert (await host.found(name)).level is Level.OK
    host.discord.state.application |= setting
    assert is_wrong(await host.found(name), word)


async def test_a_public_bot_is_pointed_out(host: Host) -> None:
    host.discord.state.application |= {"bot_public": True}
    assert is_doubtful(await host.found("application"), "anybody can add it")


async def test_the_invite_link_asks_for_what_the_bot_needs() -> None:
    needed = discord.Permissions(
        view_channel=True,
        send_messages=True,
        send_messages_in_threads=True,
        embed_links=True,
        attach_files=True,
        read_message_history=True,
    )
    assert sum(required_permissions(attaches_files=True).values()) == needed.value


async def test_an_install_link_that_lacks_something_is_found(host: Host) -> None:
    assert "permissions=274878024704" in (await host.found("invite link")).text
    params = {"scopes": ["bot"], "permissions": "2048"}
    kinds = {"0": {"oauth2_install_params": params}}
    host.discord.state.application |= {"integration_types_config": kinds}
    lacking = await host.found("invite link")
    assert is_doubtful(lacking, "applications.commands", "View Channels", "client_id=")


async def test_servers_where_the_bot_may_not_do_its_work_are_found(host: Host) -> None:
    guild = host.discord.state.guilds[0]
    for role in (guild.everyone, guild.bot_role):
        role.permissions &= ~Permission.EMBED_LINKS
    assert is_doubtful(await host.found("servers"), "Home", "Embed Links")
    guild.bot_role.permissions |= Permission.ADMINISTRATOR
    assert (await host.found("servers")).level is Level.OK
    guild.bot_left = True
    assert is_doubtful(await host.found("servers"), "no server", "client_id=")


def test_intents_that_the_application_lacks_are_found() -> None:
    assert is_wrong(check_intents(1 | 1 << 15, 0), "Message Content Intent")
    assert check_intents(1 | 1 << 15, 1 << 19).level is Level.OK


async def test_intents_that_are_on_without_need_are_told(host: Host) -> None:
    host.discord.state.application |= {"flags": 1 << 19}
    assert "Message Content Intent is on, but not needed" in (await host.found("intents")).text


async def test_a_gateway_that_is_closed_or_nearly_used_up_is_found(host: Host) -> None:
    host.discord.state.starts_left = 3
    assert is_doubtful(await host.found("gateway"), "only 3 starts")
    host.discord.state.starts_left = 500
    assert (await host.found("gateway")).level is Level.OK
    host.discord.gateway.closed = True
    assert is_wrong(await host.found("gateway"), "can't be reached")


async def test_commands_that_discord_has_differently_are_found(host: Host) -> None:
    async with open_context(load(None, {}, **host.settings)) as site:
        ours = (await command_manifest(site)).commands
    registry = host.discord.state.registry
    registry.put(None, ours, host.discord.state.ids)
    assert "up to date" in (await host.found("commands")).text
    registry.by_scope[None][0]["description"] = "Something older"
    assert is_doubtful(await host.found("commands"), "/musicvideo")
    assert differing(ours, ours[1:]) == {"/musicvideo"}


def test_commands_that_discord_would_refuse_are_found() -> None:
    def option(name: str, **more: object) -> dict[str, object]:
        return {"name": name, "description": "It is one", "type": 3, **more}

    def command(*options: dict[str, object], **more: object) -> dict[str, object]:
        return {"name": "one", "description": "It is one", "options": list(options), **more}

    assert broken_rules([command(option("a", required=True), option("b"))]) == []
    broken = [
        [command(name="Loud")],
        [command(description_localizations={"de": "x" * 101})],
        [command(), command()],
        [command(option("a"), option("b", required=True))],
        [command(option("a"), option("a"))],
        [command(*(option(f"o{number}") for number in range(26)))],
        [command(option("a", autocomplete=True, choices=[{"name": "x", "value": "x"}]))],
        [command(option("a", choices=[{"name": "x", "value": "v" * 8000}]))],
        [command(name=f"c{number}") for number in range(101)],
    ]
    assert all(broken_rules(commands) for commands in broken)


async def test_a_key_that_the_api_refuses_is_found(host: Host) -> None:
    assert is_wrong(await host.found("API", api={"key": "another-key"}), "refused the key")
    nowhere = f"http://127.0.0.1:{free_port()}"
    assert is_wrong(await host.found("API", api={"base_url": nowhere}), "can't be reached")
    assert is_wrong(await host.found("API", api={"base_url": "http://api.example"}), "https://")


async def test_an_api_that_gives_no_readable_answer_is_told(host: Host) -> None:
    host.api.faults.add(502, "chat/credit")
    assert is_doubtful(await host.found("API"), "no readable answer")
    host.api.faults.add(429, "chat/credit")
    assert is_doubtful(await host.found("API"), "too often")


async def test_the_network_edge_turning_the_machine_away_is_found(host: Host) -> None:
    async def forbid(_: web.Request) -> web.Response:
        return web.Response(status=403, text=FORBIDDEN_PAGE, content_type="text/html")

    edge = web.Application()
    edge.router.add_get("/{path:.*}", forbid)
    with bind("127.0.0.1", 0) as bound:
        async with serve(edge, bound):
            url = f"http://127.0.0.1:{bound.getsockname()[1]}"
            assert is_wrong(await host.found("API", api={"base_url": url}), "user_agent")


async def test_an_account_that_runs_empty_is_found(host: Host) -> None:
    assert "about 2727 videos" in (await host.found("API")).text
    host.api.credit = 21.5
    assert is_doubtful(await host.found("API"), "about 10 videos")
    host.api.credit = 1.9
    assert is_wrong(await host.found("API"), "Buy credits")


async def test_a_webhook_key_that_can_t_be_one_is_found(host: Host) -> None:
    public = {"public_url": "https://bot.example"}
    assert is_doubtful(await host.found("webhook key", callback=public), "not signed")
    same = await host.found("webhook key", api={"webhook_key": host.api.key})
    assert is_wrong(same, "same as api.key")
    assert host.api.key not in same.line
    assert is_wrong(await host.found("webhook key", api={"webhook_key": "short"}), "Copy it again")


async def test_a_database_that_can_t_be_used_is_found(host: Host) -> None:
    path = host.folder / "bot.db"
    async with Store.open(path):
        assert "in use by a running process" in (await host.found("database")).text
    assert "is whole" in (await host.found("database")).text
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert is_wrong(await host.found("database"), "newer version", "backup")
    path.write_bytes(b"no database at all" * 1000)
    assert is_wrong(await host.found("database"), "not a database")
    under_a_file = {"path": path / "folder" / "bot.db"}
    assert is_wrong(await host.found("database", database=under_a_file), "can't be written")


async def test_looking_at_an_old_database_does_not_migrate_it(host: Host) -> None:
    path = host.folder / "bot.db"
    sqlite3.connect(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (key TEXT)")
    connection.close()
    before = path.read_bytes()
    assert MIGRATIONS.is_dir()
    assert "brings it up to date" in (await host.found("database")).text
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("gone", "configured", "level", "told"),
    [
        ([], "auto", Level.OK, "both contracts"),
        (["jobs"], "auto", Level.OK, "the contract mp4 only"),
        (["mp4"], "auto", Level.OK, "the contract jobs only"),
        (["mp4"], "jobs", Level.OK, "api.contract is jobs"),
        (["mp4"], "mp4", Level.ERROR, "api.contract is mp4"),
        (["mp4", "jobs"], "auto", Level.ERROR, "neither"),
    ],
)
async def test_which_contract_the_account_speaks_is_found_out_with_a_look(
    host: Host, gone: list[str], configured: str, level: Level, told: str
) -> None:
    paths = {"mp4": "/api/v1/generate/record-info", "jobs": "/api/v1/jobs/recordInfo"}
    for name in gone:
        host.api.gone[paths[name]] = (404, "no such page")
    check_result = await host.found("contract", api={"contract": configured})
    assert (check_result.level, told in check_result.line) == (level, True)
    assert host.api.submits == []


async def test_a_contract_that_can_not_be_asked_for_is_doubtful(host: Host) -> None:
    host.api.faults.add(503, "/record", times=None)
    assert (await host.found("contract")).level is Level.WARNING
