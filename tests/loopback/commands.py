"""The loopback Discord's application commands: what it registers, and what a client would send."""

import re

from tests.loopback.bodies import Checker
from tests.loopback.world import Channel, Json, Member, Permission, Role, User, permissions_in

SUB, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = 1, 2, 3, 4, 5, 6, 7, 8
NAME = re.compile(r"[-_'\w]{1,32}")


class NotOffered(AssertionError):
    """A client would not let the member send this: it is no fault of the bot's answer."""


def check_commands(value: object) -> list[Json]:
    """Check a whole set of commands as PUT …/commands does, and return it."""
    check = Checker()
    commands = check.items(value, "commands", 125)
    seen: set[tuple[object, object]] = set()
    for number, command in enumerate(commands):
        path = str(number)
        kind = command.get("type", 1)
        key = (kind, command.get("name"))
        if key in seen:
            check.wrong(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", str(key))
        seen.add(key)
        if kind == 1:
            check_named(check, command, path)
            check_options(check, command.get("options"), f"{path}.options", depth=0)
        else:
            check.text(command.get("name"), f"{path}.name", 32, 1)
            if command.get("description"):
                check.wrong(f"{path}.description", "INVALID", "Only slash commands have one.")
        if weight(command) > 8000:
            check.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", "More than 8000 characters.")
        check.kind(command.get("default_member_permissions"), f"{path}.permissions", str, int)
    check.finish()
    return commands


def check_named(check: Checker, thing: Json, path: str) -> None:
    """Check the name and description of a command or option, localised ones included."""
    names = {"": thing.get("name"), **(thing.get("name_localizations") or {})}
    for locale, name in names.items():
        text = check.text(name, f"{path}.name", 32, 1)
        if not NAME.fullmatch(text) or text != text.lower():
            check.wrong(f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", f"{locale} {text}")
    descriptions = {"": thing.get("description"), **(thing.get("description_localizations") or {})}
    for text in descriptions.values():
        check.text(text, f"{path}.description", 100, 1)


def check_options(check: Checker, value: object, path: str, depth: int) -> None:
    """Check options: names once, required ones first, choices and completion exclusive."""
    names: set[str] = set()
    optional_seen = False
    for number, option in enumerate(check.items(value, path, 25)):
        here = f"{path}.{number}"
        check_named(check, option, here)
        if str(option.get("name")) in names:
            check.wrong(here, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Twice.")
        names.add(str(option.get("name")))
        if option.get("type") in (SUB, GROUP):
            if depth > 1 or (option["type"] == GROUP and depth):
                check.wrong(here, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Too deep.")
            check_options(check, option.get("options"), f"{here}.options", depth + 1)
            continue
        if option.get("required") and optional_seen:
            check.wrong(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required first.")
        optional_seen = optional_seen or not option.get("required")
        choices = check.items(option.get("choices"), f"{here}.choices", 25)
        for place, choice in enumerate(choices):
            check.text(choice.get("name"), f"{here}.choices.{place}.name", 100, 1)
        if choices and option.get("autocomplete"):
            check.wrong(here, "APPLICATION_COMMAND_OPTIONS_CHOICES", "Choices or completion.")
        if not 0 <= (option.get("max_length") or 0) <= 6000:
            check.wrong(here, "NUMBER_TYPE_MAX", "max_length")


def weight(command: Json) -> int:
    """Count the characters that Discord limits, the longest localisation of each."""
    total = 0
    for key in ("name", "description"):
        texts = [command.get(key), *(command.get(f"{key}_localizations") or {}).values()]
        total += max(len(str(text or "")) for text in texts)
    total += sum(weight(option) for option in command.get("options") or [])
    for choice in command.get("choices") or []:
        total += len(str(choice.get("name"))) + len(str(choice.get("value")))
    return total


class Registry:
    """The registered commands, global and by server."""

    def __init__(self) -> None:
        self.by_scope: dict[str | None, list[Json]] = {}
        self.syncs = 0

    def put(self, scope: str | None, value: object, ids: "IdSource") -> list[Json]:
        """Replace a scope's commands; a command keeps its id by name."""
        known = {(c["type"], c["name"]): c["id"] for c in self.by_scope.get(scope, [])}
        self.syncs += 1
        self.by_scope[scope] = [
            {"description": "", "default_member_permissions": None, **command}
            | {
                "id": known.get((command.get("type", 1), command["name"])) or ids.fresh(),
                "type": command.get("type", 1),
                "application_id": ids.application_id,
                "version": ids.fresh(),
            }
            for command in check_commands(value)
        ]
        return self.by_scope[scope]

    def find(self, name: str, guild_id: int, kind: int = 1) -> Json:
        """Return the command that a member of a server sees under a name."""
        for scope in (str(guild_id), None):
            for command in self.by_scope.get(scope, []):
                if command["name"] == name and command["type"] == kind:
                    return command
        raise NotOffered(f"no command {name!r} of type {kind} is registered")


class IdSource:
    """Gives ids in the name of an application."""

    def __init__(self, application_id: str) -> None:
        self.application_id = application_id
        self._next = int(application_id)

    def fresh(self) -> str:
        """Return an id that was not given before."""
        self._next += 1
        return str(self._next)


def slash_data(
    command: Json, path: list[str], options: dict[str, object], *, focused: str | None = None
) -> Json:
    """Make the data of a slash command's interaction, checked as a client does.

    ``path`` names subcommands; ``focused`` is the option being completed.
    """
    level, nesting = command, []
    for name in path:
        found = [o for o in level.get("options") or [] if o["name"] == name]
        if not found:
            raise NotOffered(f"/{command['name']} has no {name}")
        level = found[0]
        nesting.append(level)
    resolved: Json = {}
    given = [
        option_data(option, options.pop(option["name"]), resolved, focused == option["name"])
        for option in level.get("options") or []
        if option["name"] in options
    ]
    if options:
        raise NotOffered(f"no options {sorted(options)}")
    missing = {o["name"] for o in level.get("options") or [] if o.get("required")}
    missing -= {o["name"] for o in given}
    if missing and focused is None:
        raise NotOffered(f"options {sorted(missing)} are required")
    for part in reversed(nesting):
        given = [{"name": part["name"], "type": part["type"], "options": given}]
    data = {"id": command["id"], "name": command["name"], "type": 1, "options": given}
    return data | ({"resolved": resolved} if resolved else {})


def option_data(option: Json, value: object, resolved: Json, is_focused: bool) -> Json:
    """Make one option's data, checked against what was registered for it."""
    kind = option["type"]
    if isinstance(value, Member | User):
        user = value.user if isinstance(value, Member) else value
        resolved.setdefault("users", {})[str(user.user_id)] = user.payload()
        if isinstance(value, Member):
            member = value.payload() | {"permissions": "0"}
            member.pop("user")
            resolved.setdefault("members", {})[str(user.user_id)] = member
        value = str(user.user_id)
    elif isinstance(value, Channel):
        raw = value.payload() | {"permissions": "0"}
        resolved.setdefault("channels", {})[str(value.channel_id)] = raw
        value = str(value.channel_id)
    elif isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.role_id)] = value.payload()
        value = str(value.role_id)
    elif not is_focused:
        check_value(option, value)
    data = {"name": option["name"], "type": kind, "value": value}
    return data | ({"focused": True} if is_focused else {})


def check_value(option: Json, value: object) -> None:
    """Refuse what a client would not let a member type into an option."""
    name, kind = option["name"], option["type"]
    if kind == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise NotOffered(f"{name} takes a string of {least} to {most} characters")
    elif kind == BOOLEAN and not isinstance(value, bool):
        raise NotOffered(f"{name} takes a bool")
    elif kind == INTEGER and (not isinstance(value, int) or isinstance(value, bool)):
        raise NotOffered(f"{name} takes an int")
    low, high = option.get("min_value"), option.get("max_value")
    if isinstance(value, int | float) and (
        (low is not None and value < low) or (high is not None and value > high)
    ):
        raise NotOffered(f"{name} lies outside {low}..{high}")
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise NotOffered(f"{name} must be one of {choices}")


def check_offered(command: Json, member: Member, channel: Channel) -> None:
    """Refuse a command that a client would not show to this member in this channel."""
    permissions = permissions_in(member, channel)
    if not permissions & Permission.USE_APPLICATION_COMMANDS:
        raise NotOffered("the member may not use application commands here")
    needed = command.get("default_member_permissions")
    if needed is not None and (int(needed) & permissions) != int(needed):
        raise NotOffered(f"/{command['name']} is for members with permissions {needed}")
