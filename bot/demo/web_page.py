"""The demo's page: every channel of both servers, each in a preview of SimCord's, in one frame.

SimCord shows one channel a page. So each has a page of its own, and this one leads to them.
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Final
from unittest.mock import patch

import simcord
from aiohttp import web
from simcord.backend.cdn import CDN_BASE
from simcord.enums import AppCommandType
from simcord.preview import Preview, _markdown
from simcord.preview._server import PreviewServer

from bot.demo.sample_data import avatar
from bot.demo.simulation import DemoChannel, Simulation, follow_clock

_PAGE: Final = Path(__file__).with_name("web_page.html")
_REFRESH_SECONDS: Final = 0.5
_COLOURS: Final = ("#e67e22", "#27ae60", "#c0392b", "#8e44ad", "#2980b9")


class PageNotServed(Exception):
    """The page can't be served; the message says why."""


@dataclass(frozen=True)
class ChannelPreview:
    """A room with the preview that shows it."""

    channel: DemoChannel
    preview: Preview


class _PreviewHub:
    """Stands where SimCord keeps its one preview, and tells all of them what they are told."""

    _closed = True  # so that another one may be opened

    def __init__(self, previews: list[Preview]) -> None:
        self._previews = previews

    def _mark_action_dispatched(self) -> None:
        for preview in self._previews:
            preview._mark_action_dispatched()  # noqa: SLF001 - SimCord's own name for it


@asynccontextmanager
async def open_page(simulation: Simulation, port: int) -> AsyncIterator[str]:
    """Serve the page at a port (0: any), and return its address. Raises PageNotServed.

    Its path can't be guessed: whoever knows the address acts as these people.
    """
    path = f"/{secrets.token_urlsafe(12)}/"
    windows: dict[str, ChannelPreview] = {}
    turns = asyncio.Lock()
    async with AsyncExitStack() as stack:
        try:
            base = await stack.enter_async_context(_served(path, windows, turns, simulation, port))
            stack.enter_context(_framed_by(base))
            stack.enter_context(_embeds_as_in_discord())
            for room in (room for server in simulation.guilds for room in server.channels):
                preview = await stack.enter_async_context(_previewed(simulation, room, windows))
                windows[str(room.channel.id)] = ChannelPreview(room, preview)
        except (simcord.SetupError, OSError) as error:
            raise PageNotServed(f"the page can't be served: {error}") from None
        for window in windows.values():
            _take_turns(window.preview, turns)
        refreshing = asyncio.create_task(_keep_fresh(simulation, windows, turns))
        stack.callback(refreshing.cancel)
        yield base + path


@asynccontextmanager
async def _previewed(
    simulation: Simulation, room: DemoChannel, windows: dict[str, ChannelPreview]
) -> AsyncIterator[Preview]:
    env = simulation.env
    _install(env, None)
    preview = env.preview(
        room.channel,
        viewers=room.viewers,
        layout="channel",
        assets=_avatars(simulation),
        locale=room.locale,
    )
    async with preview:
        _install(env, _PreviewHub([*(window.preview for window in windows.values()), preview]))
        yield preview


def _install(env: simcord.Env, preview: object) -> None:
    env._preview = preview  # type: ignore[assignment]  # noqa: SLF001 - it knows only one


def _framed_by(base: str) -> Any:  # noqa: ANN401 - mock's own
    """Let SimCord's pages be shown inside ours, which it forbids to all."""
    headers = dict(PreviewServer._SECURITY_HEADERS)  # noqa: SLF001 - there is no other way
    del headers["X-Frame-Options"]
    frames = f"frame-ancestors {base} {base.replace('127.0.0.1', 'localhost')}"
    headers["Content-Security-Policy"] = headers["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", frames
    )
    return patch.object(PreviewServer, "_SECURITY_HEADERS", headers)


def _embeds_as_in_discord() -> Any:  # noqa: ANN401 - mock's own
    """Show mentions in embeds as names, and small print small: Discord does, SimCord doesn't."""
    policies = _markdown._FIELD_POLICIES  # noqa: SLF001 - there is no other way
    described = policies["embed_description"] | {"mentions": True, "subtext": True}
    valued = policies["embed_field_value"] | {"mentions": True}
    return patch.dict(policies, embed_description=described, embed_field_value=valued)


@asynccontextmanager
async def _served(
    path: str,
    windows: dict[str, ChannelPreview],
    turns: asyncio.Lock,
    simulation: Simulation,
    port: int,
) -> AsyncIterator[str]:
    async def page(_request: web.Request) -> web.Response:
        text = await asyncio.to_thread(_PAGE.read_text, "utf-8")
        servers = json.dumps(_described(simulation, windows)).replace("<", "\\u003c")
        text = Template(text).substitute(servers=servers, menu=json.dumps(_menu_of(simulation)))
        return web.Response(text=text, content_type="text/html")

    async def news(_request: web.Request) -> web.Response:
        return web.json_response({name: _newest(simulation, name) for name in windows})

    async def menu(request: web.Request) -> web.Response:
        clicked = await request.json()
        async with turns:
            return await _used_menu(windows, clicked)

    app = web.Application()
    app.router.add_get(path, page)
    app.router.add_post(f"{path}menu", menu)
    app.router.add_get(f"{path}news", news)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        try:
            await site.start()
        except OSError as error:
            raise PageNotServed(f"the page can't be served: port {port} is taken") from error
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _used_menu(windows: dict[str, ChannelPreview], clicked: dict[str, str]) -> web.Response:
    """Use a command of the menu that messages have, which SimCord's page lacks, on the newest."""
    room = windows[clicked["room"]].channel
    (viewer,) = (one for one in room.viewers if one.name == clicked["person"])
    if not isinstance(viewer, simcord.MemberActor):
        return web.json_response("Messages from the bot have no such menu.")
    messages = room.channel.history(viewer=viewer)
    if not messages:
        return web.json_response("Write a message first, with the ids of a track in it.")
    try:
        await viewer.context_menu(room.channel, clicked["command"], messages[-1])
    except (simcord.SetupError, TimeoutError):
        return web.json_response("Busy: try again.")
    return web.json_response("")


def _menu_of(simulation: Simulation) -> list[str]:
    """Return the commands that a message's menu has."""
    commands = simulation.env.backend.commands.get(None, {}).values()
    return [one["name"] for one in commands if one.get("type") == AppCommandType.MESSAGE]


def _described(simulation: Simulation, windows: dict[str, ChannelPreview]) -> list[dict[str, Any]]:
    return [
        {
            "name": server.name,
            "rooms": [
                {
                    "id": str(room.channel.id),
                    "name": room.name,
                    "hint": room.topic,
                    "people": [viewer.name for viewer in room.viewers],
                    "isThread": room.channel.is_thread,
                    "url": windows[str(room.channel.id)].preview.url,
                }
                for room in server.channels
            ],
        }
        for server in simulation.guilds
    ]


def _newest(simulation: Simulation, channel_id: str) -> str:
    """Return the newest message of a channel that everybody there sees, empty without one."""
    messages = simulation.env.backend.messages.get(int(channel_id), {})
    return str(max((one.id for one in messages.values() if not one.flags & 64), default=""))


def _take_turns(preview: Preview, turns: asyncio.Lock) -> None:
    """Let what people do wait while a page is brought up to date, where SimCord gives up."""
    act = preview._action  # noqa: SLF001 - there is no other way

    async def act_in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with turns:
            return await act(context_id, body)

    preview._action = act_in_turn  # type: ignore[method-assign]  # noqa: SLF001 - as above


async def _keep_fresh(
    simulation: Simulation, windows: dict[str, ChannelPreview], turns: asyncio.Lock
) -> None:
    """Show what the background work posts: a page follows what people do in it by itself."""
    shown = 0
    while True:
        await asyncio.sleep(_REFRESH_SECONDS)
        current = len(simulation.env.http_requests)
        if current == shown:
            continue
        with contextlib.suppress(simcord.SetupError, TimeoutError):
            async with turns:
                await follow_clock(simulation.env)
            for window in windows.values():
                async with turns:
                    await window.preview.refresh()
            shown = current


def _avatars(simulation: Simulation) -> dict[str, tuple[str, bytes]]:
    """Draw who is who, under the addresses at which a page looks for it."""
    people = {
        viewer.name: viewer.id
        for server in simulation.guilds
        for room in server.channels
        for viewer in room.viewers
    }
    drawn = {
        f"{CDN_BASE}/avatars/{user_id}/{name.lower()}.png": avatar(name[0], colour)
        for (name, user_id), colour in zip(people.items(), _COLOURS, strict=True)
    }
    # The bot has no picture of its own there, and the others do.
    drawn |= {f"{CDN_BASE}/embed/avatars/{n}.png": avatar("▶", "#5865f2") for n in range(6)}
    return {url: ("avatar.png", picture) for url, picture in drawn.items()}
