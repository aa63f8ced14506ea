"""The loopback Discord's REST routes for interactions: first answers and follow-ups."""

import time

from tests.loopback import interactions as kinds
from tests.loopback.bodies import EPHEMERAL, LOADING, check_choices, check_modal
from tests.loopback.calls import Call
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Message
from tests.loopback.refusals import Refusal
from tests.loopback.routes import Route
from tests.loopback.state import State
from tests.loopback.world import Json

SLASH_ANSWER, MENU_ANSWER = 20, 23


class InteractionRoutes:
    """First answers within ``answer_seconds``, follow-ups within ``token_seconds``."""

    def __init__(self, state: State, *, answer_seconds: float, token_seconds: float) -> None:
        self._state = state
        self.answer_seconds = answer_seconds
        self.token_seconds = token_seconds

    def table(self) -> list[Route]:
        """Return the routes."""
        followups = "/webhooks/{application_id}/{token}"
        return [
            ("POST", "/interactions/{interaction_id}/{token}/callback", self.answer),
            ("POST", followups, self.follow_up),
            ("GET", followups + "/messages/{message_id}", self.get),
            ("PATCH", followups + "/messages/{message_id}", self.edit),
            ("DELETE", followups + "/messages/{message_id}", self.delete),
        ]

    async def answer(self, call: Call) -> object:
        """Take the first answer."""
        interaction = self._state.interactions.get(call.params["token"])
        if interaction is None or str(interaction.interaction_id) != call.params["interaction_id"]:
            raise Refusal(10062)
        if interaction.answer is not None:
            raise Refusal(40060)
        if time.monotonic() - interaction.asked_at > self.answer_seconds:
            raise Refusal(10062)
        kind, data = call.json.get("type"), call.json.get("data") or {}
        message = self._take(interaction, kind, data, call)
        interaction.mark_answered(int(kind or 0))
        if call.query.get("with_response") not in ("true", "True", "1"):
            return None
        return self._resource(interaction, message)

    def _take(
        self, interaction: Interaction, kind: object, data: Json, call: Call
    ) -> Message | None:
        from_component = interaction.source is not None
        if kind == kinds.MESSAGE:
            interaction.original = self._write(interaction, data, call)
        elif kind == kinds.DEFERRED:
            interaction.original = self._defer(interaction, data)
        elif kind == kinds.DEFERRED_UPDATE and from_component:
            interaction.original = interaction.source
        elif kind == kinds.UPDATE and interaction.source is not None:
            interaction.original = self._state.edit(interaction.source, data, call.files)
        elif kind == kinds.CHOICES and interaction.kind == kinds.AUTOCOMPLETE:
            interaction.choices = check_choices(data.get("choices"))
        elif kind == kinds.MODAL and interaction.kind in (kinds.COMMAND, kinds.COMPONENT):
            check_modal(data)
            interaction.modal = data
        else:
            raise Refusal(50035, {"type": {"_errors": [{"code": "BASE_TYPE_CHOICES"}]}})
        return interaction.original

    def _how(self, interaction: Interaction, data: Json) -> Json:
        hidden = (data.get("flags") or 0) & EPHEMERAL
        return {
            "flags": hidden,
            "seen_by": interaction.member.user_id if hidden else None,
            "interaction": interaction.metadata(),
            "kind": SLASH_ANSWER if interaction.kind == kinds.COMMAND else 0,
        }

    def _write(self, interaction: Interaction, data: Json, call: Call) -> Message:
        how = self._how(interaction, data)
        state = self._state
        return state.write(interaction.channel, state.bot, data, call.files, **how)

    def _defer(self, interaction: Interaction, data: Json) -> Message:
        how = self._how(interaction, data)
        how["flags"] |= LOADING
        message = Message(interaction.channel, self._state.bot, {}, **how)
        self._state.keep(message)
        return message

    def _resource(self, interaction: Interaction, message: Message | None) -> Json:
        about: Json = {"id": str(interaction.interaction_id), "type": interaction.kind}
        answer: Json = {"interaction": about}
        if message is not None:
            about["response_message_id"] = str(message.message_id)
            about["response_message_loading"] = message.is_loading
            about["response_message_ephemeral"] = message.is_ephemeral
            payload = message.payload(self._state.base)
            answer["resource"] = {"type": interaction.answer, "message": payload}
        return answer

    def _interaction(self, call: Call) -> Interaction:
        interaction = self._state.interactions.get(call.params["token"])
        if interaction is None or interaction.answer is None:
            raise Refusal(10015)
        if time.monotonic() - interaction.asked_at > self.token_seconds:
            raise Refusal(50027)
        return interaction

    async def follow_up(self, call: Call) -> object:
        """Send a further message; the first one after a deferral takes its place."""
        interaction = self._interaction(call)
        original = interaction.original
        if original is not None and original.is_loading:
            if original.deleted:
                raise Refusal(10008)
            return self._state.edit(original, call.json, call.files).payload(self._state.base)
        message = self._write(interaction, call.json, call)
        interaction.followups.append(message)
        return message.payload(self._state.base)

    def _message(self, call: Call) -> Message:
        interaction = self._interaction(call)
        wanted = call.params["message_id"]
        if wanted == "@original":
            found = interaction.original
        else:
            found = next((m for m in interaction.messages if str(m.message_id) == wanted), None)
        if found is None or found.deleted:
            raise Refusal(10008)
        return found

    async def get(self, call: Call) -> object:
        """Return a message of the interaction."""
        return self._message(call).payload(self._state.base)

    async def edit(self, call: Call) -> object:
        """Edit a message of the interaction."""
        message = self._message(call)
        return self._state.edit(message, call.json, call.files).payload(self._state.base)

    async def delete(self, call: Call) -> object:
        """Delete a message of the interaction."""
        self._message(call).deleted = True
        return None
