#!/usr/bin/env bash
# Question: discord.py refuses a command called "Make Video" when it is made. What of a
#   *translation* of its name with capitals and a space, of 40 letters, or the same for two
#   options?
# Guess: refused too, at the latest when the payload is made; the rules are the same.
# Seen: nothing of a translation is checked: capitals, spaces, 40 letters (32 are allowed), a
#   description of 150 (100 are allowed), and one word for two options all go into the payload.
#   All commands go out in one request, so one translator's slip is every command's.
# So: check translations in a test, with the same rules as the names: discord.py's own
#   `validate_name` for length and letters, and that options differ.
# With: discord.py 2.7.1
# Output seen on 2026-11-30:
#   sent: name 'Mach ein Video' (as a name of its own refused), description of 150, options ['name', 'name']
#   sent: name 'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv' (as a name of its own refused), description of 150, options ['name', 'name']
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1
"$work/venv/bin/python" -W ignore - <<'END'
import asyncio

import discord
from discord import app_commands
from discord.app_commands import locale_str
from discord.app_commands.commands import validate_name

WORDS = {"video": "Mach ein Video", "long": "v" * 40, "Make a video": "d" * 150,
         "title": "name", "artist": "name"}


class German(app_commands.Translator):
    async def translate(self, string, locale, context):
        return WORDS.get(string.message) if locale is discord.Locale.german else None


client = discord.Client(intents=discord.Intents.none(), application_id=1)
tree = app_commands.CommandTree(client)
for name in ("video", "long"):
    @tree.command(name=locale_str(name), description=locale_str("Make a video"))
    @app_commands.rename(title=locale_str("title"), artist=locale_str("artist"))
    async def command(interaction: discord.Interaction, title: str, artist: str):
        pass


def refused(name):
    try:
        validate_name(name)
    except ValueError:
        return True
    return False


async def main():
    await tree.set_translator(German())
    for command in tree.get_commands():
        payload = await command.get_translated_payload(tree, tree.translator)
        name = payload["name_localizations"]["de"]
        told = len(payload["description_localizations"]["de"])
        options = [option["name_localizations"]["de"] for option in payload["options"]]
        print(f"sent: name {name!r} (as a name of its own {'refused' if refused(name) else 'fine'}), "
              f"description of {told}, options {options}")
        assert name == WORDS[command.name] and refused(name)
        assert told == 150 and options == ["name", "name"]


asyncio.run(main())
END
