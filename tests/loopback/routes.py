"""The loopback Discord's REST routes: the account, commands, channels and messages."""

from collections.abc import Awaitable, Callable

from tests.loopback.bodies import Checker, check_message
from tests.loopback.calls import Call
from tests.loopback.gateway import Gateway
from tests.loopback.messages import Message, listed, may_read_history
from tests.loopback.refusals import Refusal
from tests.loopback.state import State
from tests.loopback.world import FORUM, Json, Permission, permissions_of

Route = tuple[str, str, Callable[[Call], Awaitable[object]]]


class AccountRoutes:
    """Who the bot is, where its gateway is, which commands it has."""

    def __init__(self, state: State, gateway: Gateway, *, shards: int) -> None:
        self._state = state
        self._gateway = gateway
        self._shards = shards

    def table(self) -> list[Route]:
        """Return the routes."""
        commands = "/applications/{application_id}/commands"
        in_guild = "/applications/{application_id}/guilds/{guild_id}/commands"
        return [
            ("GET", "/users/@me", self.me),
            ("GET", "/users/@me/guilds", self.my_guilds),
            ("GET", "/users/{user_id}", self.user),
            ("POST", "/users/@me/channels", self.open_dm),
            ("GET", "/oauth2/applications/@me", self.application),
            ("GET", "/applications/@me", self.application),
            ("GET", "/gateway", self.gateway),
            ("GET", "/gateway/bot", self.gateway),
            ("GET", "/guilds/{guild_id}", self.guild),
            ("GET", "/guilds/{guild_id}/audit-logs", self.audit_log),
            ("GET", "/guilds/{guild_id}/members/{user_id}", self.member),
            *(("GET", path, self.commands) for path in (commands, in_guild)),
            *(("PUT", path, self.put_commands) for path in (commands, in_guild)),
        ]

    async def me(self, call: Call) -> object:
        """Return the bot's own account."""
        return self._state.bot.payload() | {"verified": True, "mfa_enabled": True}

    async def my_guilds(self, call: Call) -> object:
        """List the servers that the bot is in, with what its roles let it do there."""
        bot = self._state.bot
        return [
            {
                "id": str(guild.guild_id),
                "name": guild.name,
                "icon": None,
                "owner": False,
                "permissions": str(int(permissions_of(guild.member_of(bot)))),
                "features": [],
            }
            for guild in self._state.guilds
            if not guild.bot_left
        ]

    async def user(self, call: Call) -> object:
        """Return an account."""
        user = self._state.users.get(call.number("user_id"))
        if user is None:
            raise Refusal(10013)
        return user.payload()

    async def open_dm(self, call: Call) -> object:
        """Open the direct-message channel with a user."""
        recipient = str(call.json.get("recipient_id", ""))
        if not recipient.isdigit():
            raise Refusal(50035, {"recipient_id": {"_errors": [{"code": "BASE_TYPE_REQUIRED"}]}})
        return self._state.dm_with(int(recipient)).payload()

    async def application(self, call: Call) -> object:
        """Return the bot's application."""
        bot = self._state.bot
        return {
            "id": str(bot.user_id),
            "name": bot.name,
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": {**bot.payload(), "bot": False},
            "team": None,
            "flags": 0,
            "summary": "",
            "rpc_origins": [],
            "integration_types_config": {"0": {}},
        } | self._state.application

    async def gateway(self, call: Call) -> object:
        """Tell where the gateway is and how many shards to use."""
        url = self._state.base.replace("http://", "ws://") + "/gateway"
        left = self._state.starts_left
        limit = {
            "total": 1000,
            "remaining": left,
            "reset_after": 1,
            "max_concurrency": self._gateway.max_concurrency,
        }
        return {"url": url, "shards": self._shards, "session_start_limit": limit}

    async def guild(self, call: Call) -> object:
        """Return a server that the bot is in."""
        for guild in self._state.guilds:
            if guild.guild_id == call.number("guild_id") and not guild.bot_left:
                return guild.payload()
        raise Refusal(10004)

    async def audit_log(self, call: Call) -> object:
        """Return who brought the bot into a server, where its roles let it look."""
        bot = self._state.bot
        for guild in self._state.guilds:
            if guild.guild_id == call.number("guild_id") and not guild.bot_left:
                if not permissions_of(guild.member_of(bot)) & Permission.VIEW_AUDIT_LOG:
                    raise Refusal(50013)
                by = guild.inviter or guild.owner
                entry = {"id": "1", "action_type": 28, "target_id": str(bot.user_id)}
                return {"audit_log_entries": [entry | {"user_id": str(by.user_id)}]}
        raise Refusal(10004)

    async def member(self, call: Call) -> object:
        """Return a member of a server."""
        for guild in self._state.guilds:
            if guild.guild_id == call.number("guild_id") and not guild.bot_left:
                member = guild.members.get(call.number("user_id"))
                if member is None:
                    raise Refusal(10007)
                return member.payload()
        raise Refusal(10004)

    async def commands(self, call: Call) -> object:
        """List the commands of a scope."""
        return self._state.registry.by_scope.get(call.params.get("guild_id"), [])

    async def put_commands(self, call: Call) -> object:
        """Replace the commands of a scope."""
        if not isinstance(call.body, list):
            raise Refusal(50035, {"_errors": [{"code": "LIST_TYPE_CONVERT"}]})
        state = self._state
        return state.registry.put(call.params.get("guild_id"), call.body, state.ids)


class ChannelRoutes:
    """Channels, threads and their messages."""

    def __init__(self, state: State) -> None:
        self._state = state

    def table(self) -> list[Route]:
        """Return the routes."""
        messages = "/channels/{channel_id}/messages"
        return [
            ("GET", "/channels/{channel_id}", self.channel),
            ("POST", "/channels/{channel_id}/typing", self.typing),
            ("POST", "/channels/{channel_id}/threads", self.start_thread),
            ("GET", messages, self.list),
            ("POST", messages, self.create),
            ("GET", messages + "/{message_id}", self.get),
            ("PATCH", messages + "/{message_id}", self.edit),
            ("DELETE", messages + "/{message_id}", self.delete),
            ("POST", messages + "/{message_id}/threads", self.start_thread),
            ("PUT", messages + "/{message_id}/reactions/{emoji}/@me", self.react),
            ("PUT", messages + "/pins/{message_id}", self.pin),
            ("DELETE", messages + "/pins/{message_id}", self.pin),
        ]

    async def channel(self, call: Call) -> object:
        """Return a channel."""
        return self._state.channel(call.number("channel_id")).payload()

    async def typing(self, call: Call) -> object:
        """Show that the bot is typing."""
        self._state.writable(call.number("channel_id"), {}, 0)
        return None

    async def create(self, call: Call) -> object:
        """Post a message; a nonce that is enforced makes a repeat harmless."""
        state, body = self._state, call.json
        channel = state.writable(call.number("channel_id"), body, len(call.files))
        check_message(body, len(call.files))
        nonce = body.get("nonce")
        enforced = nonce is not None and body.get("enforce_nonce")
        message = state.nonces.find(state.bot, nonce) if enforced else None
        if message is None:
            reply = body.get("message_reference")
            kind = 19 if isinstance(reply, dict) else 0
            message = state.write(channel, state.bot, body, call.files, kind=kind)
            if nonce is not None:
                state.nonces.keep(state.bot, nonce, message)
        return message.payload(state.base) | ({"nonce": nonce} if nonce is not None else {})

    async def list(self, call: Call) -> object:
        """List messages; without Read Message History there are none."""
        state = self._state
        channel = state.channel(call.number("channel_id"))
        for key in ("before", "after", "around", "limit"):
            if not call.query.get(key, "1").isdigit():
                raise Refusal(50035, {key: {"_errors": [{"code": "NUMBER_TYPE_COERCE"}]}})
        me = state.me(channel)
        if me is not None and not may_read_history(me, channel):
            return []
        found, me_id = listed(state.standing(channel), call.query), state.bot.user_id
        return [message.payload(state.base, me_id) for message in found]

    def _message(self, call: Call) -> Message:
        channel = self._state.channel(call.number("channel_id"))
        return self._state.message(channel, call.number("message_id"))

    async def get(self, call: Call) -> object:
        """Return a message."""
        message = self._message(call)
        me = self._state.me(message.channel)
        if me is not None and not may_read_history(me, message.channel):
            raise Refusal(50013)
        return message.payload(self._state.base)

    async def edit(self, call: Call) -> object:
        """Edit one of the bot's own messages."""
        message = self._message(call)
        if message.author is not self._state.bot:
            raise Refusal(50005)
        if message.channel.is_thread and message.channel.archived:
            raise Refusal(50083)
        if call.files:
            self._state.channel(message.channel.channel_id, Permission.ATTACH_FILES)
        return self._state.edit(message, call.json, call.files).payload(self._state.base)

    async def delete(self, call: Call) -> object:
        """Delete a message: one's own, or with Manage Messages anyone's."""
        message = self._message(call)
        if message.author is not self._state.bot:
            self._state.channel(message.channel.channel_id, Permission.MANAGE_MESSAGES)
        message.deleted = True
        return None

    async def react(self, call: Call) -> object:
        """Put the bot's reaction under a message."""
        needed = (Permission.ADD_REACTIONS, Permission.READ_MESSAGE_HISTORY)
        self._state.channel(call.number("channel_id"), *needed)
        users = self._message(call).reactions.setdefault(call.params["emoji"], set())
        users.add(self._state.bot.user_id)
        return None

    async def pin(self, call: Call) -> object:
        """Pin a message, or unpin it."""
        self._state.channel(call.number("channel_id"), Permission.PIN_MESSAGES)
        self._message(call).pinned = call.method == "PUT"
        return None

    async def start_thread(self, call: Call) -> object:
        """Start a thread; a forum's carries its first message, whose nonce is not looked at."""
        state, body = self._state, call.json
        parent = state.channel(call.number("channel_id"), Permission.SEND_MESSAGES)
        is_forum = parent.kind == FORUM
        check = Checker()
        name = check.text(body.get("name"), "name", 100, 1)
        check.finish()
        on_message = self._message(call).message_id if "message_id" in call.params else None
        first: Json = body.get("message") or {}
        if is_forum:
            check_message(first, len(call.files))
        thread = state.add_thread(parent, name, on_message)
        answer = thread.payload()
        if is_forum:
            message = state.write(thread, state.bot, first, call.files)
            answer["message"] = message.payload(state.base)
        return answer
