"""Lets the people in SimCord speak languages: by itself it says "en-US" of everyone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import simcord
from simcord import interactions


@contextmanager
def speaking(env: simcord.Env, languages: Mapping[int, str], default: str) -> Iterator[None]:
    """Send people's languages (by their ids) and their server's along with what they do."""
    make_payload = interactions.base_payload

    def with_languages(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - SimCord's own
        record, payload = make_payload(*args, **options)
        payload["locale"] = languages.get(options["user_id"], default)
        if options["guild_id"] is not None:
            payload["guild_locale"] = env.backend.get_guild(options["guild_id"]).preferred_locale
        return record, payload

    with patch.object(interactions, "base_payload", with_languages):
        yield


def translate_commands(env: simcord.Env, language: str) -> None:
    """Show commands' descriptions in a language; SimCord's page knows only the default one."""
    for commands in env.backend.commands.values():
        for command in commands.values():
            _translate(command, language)


def _translate(node: dict[str, Any], language: str) -> None:
    translated = node.get("description_localizations") or {}
    node["description"] = translated.get(language, node.get("description"))
    for option in node.get("options") or ():
        _translate(option, language)
