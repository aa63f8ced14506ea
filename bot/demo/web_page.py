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
from typing import Any, Final, Protocol
from unittest.mock import patch

import simcord
from aiohttp import web
from simcord.backend.cdn import CDN_BASE
from simcord.enums import AppCommandType
from simcord.preview import Preview, _markdown
from simcord.preview._server import PreviewServer

from bot.demo.media import shown_directly
from bot.demo.sample_data import avatar
from bot.demo.simulation import DemoChannel, Simulation, follow_clock

_PAGE: Final = Path(__file__).with_name("web_page.html")
_REFRESH_SECONDS: Final = 0.5
_CLOSE_SECONDS: Final = 0.3
_CLOCK_SECONDS: Final = 2.0
_COLOURS: Final = ("#e67e22", "#27ae60", "#c0392b", "#8e44ad", "#2980b9")


class PageNotServed(Exception):
    """The page can't be served; the message says why."""


@dataclass(frozen=True)
class Window:
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


class Beside(Protocol):
    """Another simulation, which the page shows beside its own."""

    async def start(self) -> None:
        """Open it."""

    async def close(self) -> None:
        """End it."""

    def servers(self) -> list[dict[str, Any]]:
        """Return what the page lists."""
        ...

    def news(self) -> dict[str, str]:
        """Return the newest message of each room."""
        ...

    async def used_menu(self, clicked: Mapping[str, str]) -> str:
        """Use a command of a message's menu."""
        ...


@asynccontextmanager
async def open_page(
    simulation: Simulation, port: int, beside: Beside | None = None
) -> AsyncIterator[str]:
    """Serve the page at a port (0: any), and return its address. Raises PageNotServed.

    Its path can't be guessed: whoever knows the address acts as these people.
    """
    path = f"/{secrets.token_urlsafe(12)}/"
    windows: dict[str, Window] = {}
    turns = asyncio.Lock()
    served = _Served(simulation, windows, turns, beside)
    async with AsyncExitStack() as stack:
        try:
            base = await stack.enter_async_context(_serve(path, served, port))
            stack.enter_context(_framed_by(base))
            stack.enter_context(_embeds_as_in_discord())
            stack.enter_context(shown_directly())
            windows |= await stack.enter_async_context(open_windows(simulation, turns))
            if beside is not None:
                stack.push_async_callback(beside.close)
                await beside.start()
        except (simcord.SetupError, OSError) as error:
            raise PageNotServed(f"the page can't be served: {error}") from None
        yield base + path


@asynccontextmanager
async def open_windows(
    simulation: Simulation, turns: asyncio.Lock
) -> AsyncIterator[dict[str, Window]]:
    """Open a preview of each room of a simulation, and show what comes there."""
    windows: dict[str, Window] = {}
    async with AsyncExitStack() as stack:
        for room in (room for server in simulation.guilds for room in server.channels):
            preview = await stack.enter_async_context(_previewed(simulation, room, windows))
            windows[str(room.channel.id)] = Window(room, preview)
        for window in windows.values():
            _take_turns(window.preview, turns)
        refreshing = asyncio.create_task(_keep_fresh(simulation, windows, turns))
        try:
            yield windows
        finally:
            refreshing.cancel()
            await asyncio.gather(*(window.preview.close() for window in windows.values()))


@asynccontextmanager
async def _previewed(
    simulation: Simulation, room: DemoChannel, windows: dict[str, Window]
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
        # Pages keep their connections open, and aiohttp waits a minute for each of them.
        preview._server.runner._shutdown_timeout = _CLOSE_SECONDS  # noqa: SLF001 - as above
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


@dataclass(frozen=True)
class _Served:
    """What the page shows."""

    simulation: Simulation
    windows: dict[str, Window]
    turns: asyncio.Lock
    beside: Beside | None

    async def page(self, _request: web.Request) -> web.Response:
        """Answer with the page."""
        text = await asyncio.to_thread(_PAGE.read_text, "utf-8")
        servers = described(self.simulation, self.windows)
        if self.beside is not None:
            servers += self.beside.servers()
        listed = json.dumps(servers).replace("<", "\\u003c")
        menu = json.dumps(_menu_of(self.simulation))
        text = Template(text).substitute(servers=listed, menu=menu)
        return web.Response(text=text, content_type="text/html")

    async def news(self, _request: web.Request) -> web.Response:
        """Answer with the newest message of each room."""
        found = {name: newest(self.simulation, name) for name in self.windows}
        return web.json_response(found | (self.beside.news() if self.beside else {}))

    async def menu(self, request: web.Request) -> web.Response:
        """Use a command of a message's menu."""
        clicked = await request.json()
        if self.beside is not None and clicked["room"] not in self.windows:
            return web.json_response(await self.beside.used_menu(clicked))
        return web.json_response(await use_menu(self.windows, self.turns, clicked))


@asynccontextmanager
async def _serve(path: str, served: _Served, port: int) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get(path, served.page)
    app.router.add_post(f"{path}menu", served.menu)
    app.router.add_get(f"{path}news", served.news)
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


async def use_menu(
    windows: Mapping[str, Window], turns: asyncio.Lock, clicked: Mapping[str, str]
) -> str:
    """Use a command of the menu that messages have, which SimCord's page lacks, on the newest.

    Return what is wrong; nothing when it was used.
    """
    room = windows[clicked["room"]].channel
    (viewer,) = (one for one in room.viewers if one.name == clicked["person"])
    if not isinstance(viewer, simcord.MemberActor):
        return "Messages from the bot have no such menu."
    async with turns:
        messages = room.channel.history(viewer=viewer)
        if not messages:
            return "Write a message first, with the ids of a track in it."
        try:
            await viewer.context_menu(room.channel, clicked["command"], messages[-1])
        except (simcord.SetupError, TimeoutError):
            return "Busy: try again."
    return ""


def _menu_of(simulation: Simulation) -> list[str]:
    """Return the commands that a message's menu has."""
    commands = simulation.env.backend.commands.get(None, {}).values()
    return [one["name"] for one in commands if one.get("type") == AppCommandType.MESSAGE]


def described(
    simulation: Simulation, windows: Mapping[str, Window], *, prefix: str = ""
) -> list[dict[str, Any]]:
    """Return the servers and rooms of a simulation, as the page lists them."""
    return [
        {
            "name": server.name,
            "rooms": [
                {
                    "id": f"{prefix}{room.channel.id}",
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


def newest(simulation: Simulation, channel_id: str) -> str:
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
    simulation: Simulation, windows: dict[str, Window], turns: asyncio.Lock
) -> None:
    """Show what the background work posts: a page follows what people do in it by itself."""
    shown = 0
    while True:
        await asyncio.sleep(_REFRESH_SECONDS)
        current = len(simulation.env.http_requests)
        if current == shown:
            continue
        async with turns:
            with contextlib.suppress(simcord.SetupError, TimeoutError):
                await _follow_clock_briefly(simulation.env)
            for window in windows.values():
                _publish(window.preview)
        shown = current


async def _follow_clock_briefly(env: simcord.Env) -> None:
    """Bring the clock to the present, without waiting until the bot has nothing to do.

    While many videos are made it always has, and people wait for their turn meanwhile.
    """
    usual, env.settle_timeout = env.settle_timeout, _CLOCK_SECONDS
    try:
        await follow_clock(env)
    finally:
        env.settle_timeout = usual


def _publish(preview: Preview) -> None:
    """Show a channel as it is now to whoever has opened it, as SimCord's ``refresh`` does.

    That would first wait until the bot has nothing to do, once for each channel.
    """
    opened = [page for page in preview._pages.values() if page is not preview._python]  # noqa: SLF001
    preview._advance_presentation_time()  # noqa: SLF001 - there is no other way
    for page in opened:
        with contextlib.suppress(simcord.SetupError):
            preview._publish(page, reason="refresh")  # noqa: SLF001 - as above


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
        for (name, user_id), colour in zip(people.items(), _COLOURS, strict=False)
    }
    # The bot has no picture of its own there, and the others do.
    drawn |= {f"{CDN_BASE}/embed/avatars/{n}.png": avatar("▶", "#5865f2") for n in range(6)}
    return {url: ("avatar.png", picture) for url, picture in drawn.items()}
