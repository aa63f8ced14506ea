"""Discord's rules for application commands: it has no way to ask whether it would take some.

Source: https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

_NAME: Final = re.compile(r"[-_'\w]{1,32}")
_MAX_NAME: Final = 32
_MAX_COMMANDS: Final = 100
_MAX_OPTIONS: Final = 25
_MAX_CHOICES: Final = 25
_MAX_CHARACTERS: Final = 8000
_SUBCOMMANDS: Final = (1, 2)  # the types of an option that is a command or a group itself

Payload = Mapping[str, Any]


def broken_rules(commands: Sequence[Payload]) -> list[str]:
    """Return what Discord would refuse in a whole set of commands, one sentence each."""
    found = []
    slash = [command for command in commands if command.get("type", 1) == 1]
    if len(slash) > _MAX_COMMANDS:
        found.append(f"there are {len(slash)} commands, {_MAX_COMMANDS} are allowed")
    for command in slash:
        where = f"/{command.get('name')}"
        found += _named(command, where)
        found += _options(command, where)
        if (size := _characters(command)) > _MAX_CHARACTERS:
            found.append(f"{where} has {size} characters of text, {_MAX_CHARACTERS} are allowed")
    for entry in (command for command in commands if command not in slash):
        found += _menu_entry(entry)
    found += _repeated(commands, "command")
    return found


def _menu_entry(entry: Payload) -> Iterator[str]:
    """See to a name in a member's or a message's menu: capitals and spaces are welcome there."""
    for name in _spoken(entry, "name"):
        if not 1 <= len(name) <= _MAX_NAME:
            yield f"{name!r} has {len(name)} characters, a menu takes 1 to {_MAX_NAME}"


def _named(thing: Payload, where: str) -> Iterator[str]:
    for name in _spoken(thing, "name"):
        if not _NAME.fullmatch(name) or name != name.lower():
            yield f"{where}: {name!r} can't be a name"
    for text in _spoken(thing, "description"):
        if not 1 <= len(text) <= 100:
            yield f"{where}: a description has {len(text)} characters, 1 to 100 are allowed"


def _options(thing: Payload, where: str) -> Iterator[str]:
    options = thing.get("options") or []
    if len(options) > _MAX_OPTIONS:
        yield f"{where} has {len(options)} options, {_MAX_OPTIONS} are allowed"
    yield from _repeated(options, f"option of {where}")
    plain = [option for option in options if option.get("type") not in _SUBCOMMANDS]
    required = [bool(option.get("required")) for option in plain]
    if required != sorted(required, reverse=True):
        yield f"{where}: options that must be given come first"
    for option in options:
        inside = f"{where} {option.get('name')}"
        yield from _named(option, inside)
        yield from _options(option, inside)
        yield from _choices(option, inside)


def _choices(option: Payload, where: str) -> Iterator[str]:
    choices = option.get("choices") or []
    if len(choices) > _MAX_CHOICES:
        yield f"{where} has {len(choices)} choices, {_MAX_CHOICES} are allowed"
    if choices and option.get("autocomplete"):
        yield f"{where} has choices and completion, one of them is allowed"
    for choice in choices:
        if any(not 1 <= len(name) <= 100 for name in _spoken(choice, "name")):
            yield f"{where}: a choice's name has 1 to 100 characters"


def _repeated(things: Iterable[Payload], kind: str) -> Iterator[str]:
    names = [(thing.get("type", 1) if kind == "command" else 0, thing["name"]) for thing in things]
    for _, name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is the name of more than one {kind}"


def _spoken(thing: Payload, key: str) -> list[str]:
    """Return a text in every language."""
    return [
        str(thing.get(key) or ""),
        *map(str, (thing.get(f"{key}_localizations") or {}).values()),
    ]


def _characters(thing: Payload) -> int:
    """Count as Discord does: of each text its longest translation."""
    own = sum(max(map(len, _spoken(thing, key))) for key in ("name", "description"))
    choices = thing.get("choices") or []
    values = sum(
        max(map(len, _spoken(one, "name"))) + len(str(one.get("value"))) for one in choices
    )
    return own + values + sum(_characters(option) for option in thing.get("options") or [])
