"""A small Discord over real HTTP and WebSocket on 127.0.0.1, for an unmodified client.

A test builds servers with ``guild``, ``channel`` and ``member``, acts as a person with ``slash``,
``complete``, ``click``, ``choose`` and ``submit_modal``, sets ``faults`` and ``limits``, and
asserts on ``posts``, ``calls`` and each message's ``text`` and ``pings``. It outlives the bot's
process, so that a bot can be killed and started again in front of the same world.
"""

import socket
from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

from tests.loopback.calls import Call, RateLimits, read_call
from tests.loopback.faults import Faults, Handler, broken, suffer
from tests.loopback.gateway import Gateway, Session
from tests.loopback.interaction_routes import InteractionRoutes
from tests.loopback.messages import Message
from tests.loopback.people import People, until
from tests.loopback.refusals import Refusal, json_answer
from tests.loopback.routes import AccountRoutes, ChannelRoutes
from tests.loopback.state import State
from tests.loopback.uplink import Uplink
from tests.loopback.world import (
    TEXT,
    THREADS,
    USUAL,
    Channel,
    Guild,
    Json,
    Member,
    Permission,
    Role,
    User,
    snowflake,
)

TOKEN = "loopback.discord.token-MARKER"
PREFIX = "/api/v10"
CALL = web.RequestKey("call", Call)
RECEIVE_BUFFER = 1 << 17
OPEN_ROUTES = ("/interactions/", "/webhooks/", "/gateway")


class FakeDiscord(People):
    """The server; use it as ``async with FakeDiscord() as discord``.

    ``answer_seconds`` and ``token_seconds`` are the interaction token's two ends, and
    ``nonce_seconds`` is how long a repeated nonce is recognised.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        shards: int = 1,
        max_concurrency: int = 16,
        nonce_seconds: float = 300.0,
        answer_seconds: float = 3.0,
        token_seconds: float = 900.0,
        seed: int = 0,
    ) -> None:
        self.token = token
        self.state = State(nonce_seconds)
        self.faults = Faults(seed)
        self.limits = RateLimits()
        self.uplink = Uplink()
        self.calls: list[Call] = []
        self.is_down = False
        self.shards = shards
        self.gateway = Gateway(
            token, self.state.guilds, self._greeting, max_concurrency=max_concurrency
        )
        self.answer_seconds = answer_seconds
        self._interactions = InteractionRoutes(
            self.state, answer_seconds=answer_seconds, token_seconds=token_seconds
        )
        self._account = AccountRoutes(self.state, self.gateway, shards=shards)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Open the server on a free port."""
        app = web.Application(middlewares=[self._front], client_max_size=1 << 30)
        tables = (self._account, ChannelRoutes(self.state), self._interactions)
        for method, path, handler in (route for table in tables for route in table.table()):
            app.router.add_route(method, PREFIX + path, _answering(handler))
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/attachments/{attachment_id}/{name}", self._attachment)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        listening = socket.socket()
        # So that a slow reader is seen to be one: the kernel would take megabytes for it.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        listening.bind(("127.0.0.1", 0))
        await web.SockSite(self._runner, listening).start()
        host, port = self._runner.addresses[0][:2]
        self.state.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection and the server."""
        await self.gateway.drop_all(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Where the REST API is."""
        return self.state.base + PREFIX

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return self.state.base.replace("http://", "ws://") + "/gateway"

    # The way of a request

    @web.middleware
    async def _front(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Record a request, count it against the limits, and serve it under the faults."""
        if not request.path.startswith(PREFIX):
            return await handler(request)
        if self.is_down:
            return broken(503, 0)
        try:
            call = await read_call(request, self.uplink)
        except ConnectionError:  # whoever sends it was killed
            return broken(400, 0)
        request[CALL] = call
        self.calls.append(call)
        if (banned := self.limits.refuse_banned()) is not None:
            call.fault, call.status = "banned by the edge", banned.status
            return banned
        headers, refusal = self.limits.count(call)
        fault = self.faults.strike(request) if refusal is None else None
        if refusal is not None:
            answer: web.StreamResponse = refusal
        elif fault is not None:
            call.fault = fault.name
            answer = await suffer(fault, request, lambda r: self._checked(r, handler))
        else:
            answer = await self._checked(request, handler)
        if request.transport is not None and not request.transport.is_closing():
            call.status = answer.status
        answer.headers.update({k: v for k, v in headers.items() if k not in answer.headers})
        return answer

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Look at the token and turn refusals into answers."""
        call: Call = request[CALL]
        try:
            self._admit(request, call)
            return await handler(request)
        except Refusal as refusal:
            call.error = refusal.body
            return json_answer(refusal.body, refusal.status)
        except web.HTTPException as error:
            call.error = f"no route {call.method} {call.path}"
            return json_answer(
                {"message": f"{error.status}: {error.reason}", "code": 0}, error.status
            )

    def _admit(self, request: web.Request, call: Call) -> None:
        is_open = call.route.startswith(OPEN_ROUTES) and not call.route.endswith("/bot")
        if not is_open and request.headers.get("Authorization") != f"Bot {self.token}":
            raise Refusal(40001)
        if isinstance(call.body, bytes):
            raise Refusal(50109)

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        found = self.state.files.get(int(request.match_info["attachment_id"]))
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found.content, content_type="application/octet-stream")

    def _greeting(self, session: Session, _event: str) -> Json:
        return {
            "v": 10,
            "user": self.state.bot.payload(),
            "session_id": session.session_id,
            "resume_gateway_url": self.gateway_url,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self.state.bot.user_id), "flags": 0},
            "user_settings": {},
        }

    # Building the world

    def user(self, name: str, *, dms_open: bool = True) -> User:
        """Make an account."""
        user = User(name, dms_open=dms_open)
        self.state.users[user.user_id] = user
        return user

    def guild(self, name: str = "Guild", *, shard: int | None = None) -> Guild:
        """Make a server with the bot in it; build it before the bot connects.

        ``shard`` is the one that serves it, any when left out.
        """
        guild_id = snowflake()
        if shard is not None:  # by a server's id (Discord's reference: Sharding)
            guild_id += ((shard - (guild_id >> 22)) % self.shards) << 22
        guild = Guild(
            guild_id=guild_id,
            name=name,
            owner=self.user(f"{name}-owner".lower()),
            everyone=Role("@everyone", USUAL),
            bot_role=Role("bot", USUAL),
        )
        me = Member(self.state.bot, guild, [guild.bot_role])
        guild.members = {
            guild.owner.user_id: Member(guild.owner, guild),
            self.state.bot.user_id: me,
        }
        self.state.guilds.append(guild)
        return guild

    def channel(
        self, guild: Guild, name: str = "music", *, kind: int = TEXT, parent: Channel | None = None
    ) -> Channel:
        """Make a channel, or with ``parent`` a thread."""
        if parent is not None and kind not in THREADS:
            kind = THREADS[1]
        return self.state.add_channel(Channel(name, guild=guild, kind=kind, parent=parent))

    def member(
        self,
        guild: Guild,
        name: str | User = "member",
        *,
        permissions: Permission = Permission(0),  # noqa: B008 - a flag is a constant
    ) -> Member:
        """Make a member, with these permissions beside the usual ones."""
        user = name if isinstance(name, User) else self.user(name)
        roles = [Role(f"role-{user.name}", permissions)] if permissions else []
        guild.roles += roles
        member = Member(user, guild, roles)
        guild.members[user.user_id] = member
        return member

    def moderator(self, guild: Guild, name: str = "moderator") -> Member:
        """Make a member with Manage Server."""
        return self.member(guild, name, permissions=Permission.MANAGE_GUILD)

    def deny_bot(self, channel: Channel, permission: Permission) -> None:
        """Take a permission from the bot in a channel."""
        if channel.guild is not None:
            channel.deny(channel.guild.member_of(self.state.bot), permission)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel under the bot's eyes."""
        channel.deleted = True
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        if channel.guild is not None:
            await self.gateway.dispatch(channel.guild.guild_id, event, channel.payload())

    async def update_channel(self, channel: Channel) -> None:
        """Tell the bot how a channel is now."""
        if channel.guild is not None:
            guild_id = channel.guild.guild_id
            await self.gateway.dispatch(guild_id, "CHANNEL_UPDATE", channel.payload())

    async def remove_bot(self, guild: Guild) -> None:
        """Kick the bot out of a server."""
        guild.bot_left = True
        data = {"id": str(guild.guild_id)}
        await self.gateway.dispatch(guild.guild_id, "GUILD_DELETE", data)

    async def outage(self, *, on: bool) -> None:
        """Take all of Discord down, or bring it back."""
        self.is_down = self.gateway.closed = on
        if on:
            await self.gateway.drop_all(1011)

    # What people see

    def posts(self, channel: Channel) -> list[Message]:
        """Return what stands in a channel for everyone, oldest first."""
        return self.state.standing(channel)

    @property
    def refused(self) -> list[Call]:
        """The requests that were refused as malformed or unknown: a bot's bugs, mostly."""
        return [
            c for c in self.calls if c.status in (400, 404, 405) and c.fault is None and c.error
        ]

    def called(self, name: str) -> list[Call]:
        """Return the calls of a route, named as ``POST /channels/{channel_id}/messages``."""
        return [call for call in self.calls if call.name == name]

    async def ready(self, seconds: float = 20.0) -> None:
        """Wait until a bot is connected and has synced its commands."""
        await until(lambda: self.gateway.live and self.state.registry.by_scope, seconds, "ready")


def _answering(handler: Callable[[Call], Awaitable[object]]) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        result = await handler(request[CALL])
        return json_answer(result) if result is not None else web.Response(status=204)

    return answer
