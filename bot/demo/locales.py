"""Lets the people in SimCord speak languages: by itself it says "en-US" of everyone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from unittest.mock import patch

import simcord
from simcord import interactions


@contextmanager
def with_locales(env: simcord.Env, languages: Mapping[int, str], default: str) -> Iterator[None]:
    """Send people's languages (by their ids) and their server's along with what they do.

    The commands that they are shown are described in their language, too.
    """
    make_payload = interactions.base_payload
    find_commands = env.backend.visible_commands

    def with_languages(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - SimCord's own
        record, payload = make_payload(*args, **options)
        if args[0] is not env.backend:  # of another simulation in this process
            return record, payload
        payload["locale"] = languages.get(options["user_id"], default)
        if options["guild_id"] is not None:
            payload["guild_locale"] = env.backend.get_guild(options["guild_id"]).preferred_locale
        return record, payload

    def in_language(*, user_id: int, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        commands = deepcopy(find_commands(user_id=user_id, **options))
        for command in commands:
            _translate(command, languages.get(user_id, default))
        return commands

    with (
        patch.object(interactions, "base_payload", with_languages),
        patch.object(env.backend, "visible_commands", in_language),
    ):
        yield


def _translate(node: dict[str, Any], language: str) -> None:
    translated = node.get("description_localizations") or {}
    node["description"] = translated.get(language, node.get("description"))
    for option in node.get("options") or ():
        _translate(option, language)
