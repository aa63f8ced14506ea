"""What a person does in the loopback Discord: type a command, complete it, press a button."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from tests.loopback import interactions as kinds
from tests.loopback.commands import NotOffered, check_offered, slash_data
from tests.loopback.gateway import Gateway
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Message
from tests.loopback.state import State
from tests.loopback.world import Channel, Json, Member


class People:
    """The verbs of FakeDiscord that act as a member. Each waits for the bot's first answer."""

    state: State
    gateway: Gateway
    answer_seconds: float

    async def slash(
        self, member: Member, channel: Channel, name: str, /, **options: object
    ) -> Interaction:
        """Send a slash command (``"branding set"`` names a subcommand) and await its answer."""
        command, path = self._offered(member, channel, name)
        data = slash_data(command, path, dict(options))
        return await self._interact(Interaction(kinds.COMMAND, member, channel, data))

    async def complete(
        self, member: Member, channel: Channel, name: str, focused: str, /, **options: object
    ) -> list[Json]:
        """Type into an option (its text is among ``options``) and give the offered choices."""
        command, path = self._offered(member, channel, name)
        options.setdefault(focused, "")
        data = slash_data(command, path, dict(options), focused=focused)
        asked = Interaction(kinds.AUTOCOMPLETE, member, channel, data)
        return (await self._interact(asked)).choices

    async def menu(self, member: Member, message: Message, name: str, /) -> Interaction:
        """Use a message's context-menu command."""
        guild_id = member.guild.guild_id
        command = self.state.registry.find(name, guild_id, kind=3)
        check_offered(command, member, message.channel)
        payload = message.payload(self.state.base)
        data = {
            "id": command["id"],
            "name": name,
            "type": 3,
            "target_id": str(message.message_id),
            "resolved": {"messages": {str(message.message_id): payload}},
        }
        return await self._interact(Interaction(kinds.COMMAND, member, message.channel, data))

    async def click(self, member: Member, message: Message, button: str, /) -> Interaction:
        """Press a button, named by its label or custom id."""
        custom_id = message.buttons.get(button, button)
        if custom_id not in message.buttons.values():
            raise NotOffered(f"no button {button!r} among {message.buttons}")
        return await self._use(member, message, {"component_type": 2, "custom_id": custom_id})

    async def choose(
        self, member: Member, message: Message, *values: str, custom_id: str | None = None
    ) -> Interaction:
        """Choose from a select menu, by values or labels."""
        for menu in message.components:
            if menu.get("type") == 3 and custom_id in (None, menu["custom_id"]):
                by_label = {o["label"]: o["value"] for o in menu["options"]}
                chosen = [by_label.get(value, value) for value in values]
                if not set(chosen) <= set(by_label.values()):
                    raise NotOffered(f"{values} are not among {by_label}")
                data = {"component_type": 3, "custom_id": menu["custom_id"], "values": chosen}
                return await self._use(member, message, data)
        raise NotOffered("the message has no such select menu")

    async def submit_modal(self, asked: Interaction, **values: str) -> Interaction:
        """Fill in the modal that an interaction opened, by the inputs' custom ids."""
        if asked.modal is None:
            raise NotOffered("no modal was opened")
        rows = [_filled(row, values) for row in asked.modal["components"]]
        data = {"custom_id": asked.modal["custom_id"], "components": rows}
        made = Interaction(kinds.MODAL_SUBMIT, asked.member, asked.channel, data, asked.source)
        return await self._interact(made)

    def say(self, member: Member, channel: Channel, content: str) -> Message:
        """Let a member write something; the bot has no intent to hear it."""
        return self.state.write(channel, member.user, {"content": content})

    def _offered(self, member: Member, channel: Channel, name: str) -> tuple[Json, list[str]]:
        root, *path = name.split()
        command = self.state.registry.find(root, member.guild.guild_id)
        check_offered(command, member, channel)
        return command, path

    async def _use(self, member: Member, message: Message, data: Json) -> Interaction:
        if message.seen_by not in (None, member.user_id):
            raise NotOffered("the message is not shown to this member")
        made = Interaction(kinds.COMPONENT, member, message.channel, data, message)
        return await self._interact(made)

    async def _interact(self, asked: Interaction) -> Interaction:
        """Send an interaction to the bot and wait for its first answer, three seconds at most."""
        self.state.interactions[asked.token] = asked
        guild = asked.member.guild
        me = guild.member_of(self.state.bot)
        told = self.state.told_limit or self.state.upload_limit
        payload = asked.payload(me, self.state.base, told)
        asked.asked_at = time.monotonic()
        await self.gateway.dispatch(guild.guild_id, "INTERACTION_CREATE", payload)
        await asked.first_answer(self.answer_seconds)
        return asked


def _filled(row: Json, values: dict[str, str]) -> Json:
    """Return a modal's row or label with its input's value, as a client sends it."""
    inputs = row.get("components") or [row["component"]]
    filled = [
        {"type": one["type"], "custom_id": one["custom_id"], "id": number}
        | {"value": values.get(one["custom_id"], one.get("value") or "")}
        for number, one in enumerate(inputs, 1)
    ]
    inner = {"components": filled} if row.get("components") else {"component": filled[0]}
    return {"type": row["type"], "id": 0, **inner}


async def until(
    condition: Callable[[], object], seconds: float = 30.0, what: str | Callable[[], object] = ""
) -> None:
    """Wait until a condition holds; fails, with ``what`` shown, when it takes too long."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110 - anything may be waited for
                await asyncio.sleep(0.02)
    if not condition():
        raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
