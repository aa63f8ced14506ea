"""The loopback Discord's gateway: sessions, shards, heartbeats, resuming, compression."""

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.loopback.world import Guild, Json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11

IDENTIFY_SECONDS = 5.0


class Wire:
    """One WebSocket, compressed as a single zlib stream when the client asked for that."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self._socket = socket
        self._stream = zlib.compressobj() if compressed else None

    async def send(self, payload: Json) -> None:
        """Send a payload; a connection that is gone is no error."""
        text = json.dumps(payload)
        try:
            if self._stream is None:
                await self._socket.send_str(text)
            else:
                data = self._stream.compress(text.encode())
                await self._socket.send_bytes(data + self._stream.flush(zlib.Z_SYNC_FLUSH))
        except (ConnectionError, RuntimeError):
            return

    async def close(self, code: int) -> None:
        """Close the connection with a code."""
        await self._socket.close(code=code)


@dataclass
class Session:
    """A client's session: it outlives its connection, so that it can be resumed."""

    shard: int
    shards: int
    intents: int
    wire: Wire | None
    session_id: str = field(default_factory=lambda: secrets.token_hex(16))
    sent: list[Json] = field(default_factory=list)
    identified_at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    async def dispatch(self, event: str, data: object) -> None:
        """Send an event; it is kept for a resume."""
        payload = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.wire is not None:
            await self.wire.send(payload)


class Gateway:
    """Serves ``/gateway``. ``closed`` refuses connections, as an outage does; ``lost`` holds the
    shards that can't connect. ``hasty`` counts the identifies that came before their time: a
    bucket of ``max_concurrency`` shards may identify at once, and the next 5 s later.
    """

    def __init__(
        self,
        token: str,
        guilds: list[Guild],
        greet: Callable[[Session, str], Json],
        *,
        max_concurrency: int = 16,
    ) -> None:
        self.max_concurrency = max_concurrency
        self.lost: set[int] = set()
        self.hasty = 0
        self._identified_at: dict[int, float] = {}
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.resumes = 0
        self.closed = False
        self._token = token
        self._guilds = guilds
        self._greet = greet

    @property
    def live(self) -> list[Session]:
        """The sessions with a connection."""
        return [session for session in self.sessions.values() if session.wire is not None]

    async def dispatch(self, guild_id: int, event: str, data: object) -> None:
        """Send an event to the shard of a server (0: a direct message's).

        Every session of that shard gets it, as when two processes have one token.
        """
        for session in list(self.sessions.values()):
            if (guild_id >> 22) % session.shards == session.shard:
                await session.dispatch(event, data)

    async def drop_all(self, code: int = 4000) -> None:
        """Close every connection; the sessions can be resumed."""
        for session in self.live:
            await _cut(session, code)

    async def lose(self, shard: int, code: int = 4000) -> None:
        """Close a shard's connection, and let it have none until it leaves ``lost``."""
        self.lost.add(shard)
        for session in [one for one in self.live if one.shard == shard]:
            await _cut(session, code)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one connection."""
        if self.closed:
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        wire = Wire(socket, compressed=request.query.get("compress") == "zlib-stream")
        await wire.send({"op": HELLO, "d": {"heartbeat_interval": 41_250}, "s": None, "t": None})
        session: Session | None = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(message.data)
            if payload["op"] == HEARTBEAT:
                await wire.send({"op": ACK, "d": None, "s": None, "t": None})
            elif payload["op"] == IDENTIFY:
                session = await self._identify(wire, payload["d"])
            elif payload["op"] == RESUME:
                session = await self._resume(wire, payload["d"])
        if session is not None and session.wire is wire:
            session.wire = None
        return socket

    async def _identify(self, wire: Wire, data: Json) -> Session | None:
        self.identifies += 1
        if data.get("token") != self._token:
            await wire.close(4004)
            return None
        shard, shards = data.get("shard") or (0, 1)
        if shard in self.lost:
            await wire.close(4000)
            return None
        # A bot of one shard is started again and again in these tests: it need not wait.
        if shards > 1 and self._is_hasty(shard):
            self.hasty += 1
            await wire.send({"op": INVALID, "d": False, "s": None, "t": None})
            return None
        for old in [s for s in self.sessions.values() if s.wire is None and s.shard == shard]:
            del self.sessions[old.session_id]
        session = Session(shard, shards, data.get("intents", 0), wire)
        self.sessions[session.session_id] = session
        ours = [g for g in self._guilds if not g.bot_left]
        ours = [g for g in ours if (g.guild_id >> 22) % shards == shard]
        ready = self._greet(session, "READY")
        ready["guilds"] = [{"id": str(g.guild_id), "unavailable": True} for g in ours]
        await session.dispatch("READY", ready)
        for guild in ours:
            await session.dispatch("GUILD_CREATE", guild.payload())
        return session

    async def _resume(self, wire: Wire, data: Json) -> Session | None:
        session = self.sessions.get(str(data.get("session_id")))
        if session is None:
            await wire.send({"op": INVALID, "d": False, "s": None, "t": None})
            return None
        if session.shard in self.lost:
            await wire.close(4000)
            return None
        self.resumes += 1
        session.wire = wire
        for payload in session.sent[data.get("seq") or 0 :]:
            await wire.send(payload)
        await session.dispatch("RESUMED", {})
        return session

    def _is_hasty(self, shard: int) -> bool:
        """Return whether a bucket's shard identifies too early (Discord's reference: Sharding)."""
        bucket, now = shard % self.max_concurrency, asyncio.get_running_loop().time()
        before = self._identified_at.get(bucket, -IDENTIFY_SECONDS)
        self._identified_at[bucket] = now
        return now - before < IDENTIFY_SECONDS


async def _cut(session: Session, code: int) -> None:
    wire, session.wire = session.wire, None
    if wire is not None:
        await wire.close(code)
