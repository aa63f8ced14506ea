#!/usr/bin/env bash
# Question: Discord's own answer to too many requests (429, JSON with retry_after) reaches
#   discord.py through a proxy, or a stand-in for tests written with aiohttp's `json_response`. Is
#   it waited out and asked again?
# Guess: yes; status and body say everything.
# Seen: only if the answer also has a Via header (any), and a Content-Type of exactly
#   "application/json". Without Via it's an HTTPException at once: taken for Cloudflare's ban. With
#   "application/json; charset=utf-8", which is what aiohttp's `json_response` sends, the body is
#   a str, of a good answer too; what reads a key of it then fails with a TypeError.
# So: have a proxy keep Via and Content-Type as they come; have stand-ins send both as Discord does;
#   and treat an HTTPException of status 429 as something to be tried later.
# With: discord.py 2.7.1, aiohttp 3.14.5
# Output seen on 2026-11-30:
#   429 with Via, application/json: {'id': '1'} after 2 requests
#   429 without Via: HTTPException 429 after 1 request
#   429 with Via, application/json; charset=utf-8: HTTPException 429 after 1 request
#   200, application/json: {'id': '1'} after 1 request
#   200, application/json; charset=utf-8: '{"id": "1"}' after 1 request
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 aiohttp==3.14.5
cat > "$work/answers.py" <<'END'
import asyncio
import json
import logging

import discord
from aiohttp import web
from discord.http import Route

LIMITED = {"message": "You are being rate limited.", "retry_after": 0.1, "global": False}
PLAIN = "application/json"
CHARSET = "application/json; charset=utf-8"
CASES = {  # the first answer; each later one is a 200 of the same headers
    f"429 with Via, {PLAIN}": (429, {"Content-Type": PLAIN, "Via": "1.1 google"}),
    "429 without Via": (429, {"Content-Type": PLAIN}),
    f"429 with Via, {CHARSET}": (429, {"Content-Type": CHARSET, "Via": "1.1 google"}),
    f"200, {PLAIN}": (200, {"Content-Type": PLAIN}),
    f"200, {CHARSET}": (200, {"Content-Type": CHARSET}),
}


async def main():
    asked = 0
    status, headers = 200, {}

    async def answer(request):
        nonlocal asked
        if request.path != "/channels/1":  # what a login asks
            user = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None}
            more = {"name": "bot", "icon": None, "description": "", "bot_public": True, "owner": user,
                    "bot_require_code_grant": False, "verify_key": "", "flags": 0}
            body = json.dumps(user | more).encode()
            return web.Response(body=body, headers={"Content-Type": PLAIN})
        asked += 1
        first = status if asked == 1 else 200
        body = json.dumps(LIMITED if first == 429 else {"id": "1"}).encode()
        return web.Response(status=first, body=body, headers=headers)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"

    found = {}
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login("token")
        for name, (status, headers) in CASES.items():
            asked = 0
            try:
                answered = await client.http.request(Route("GET", "/channels/1"))
            except discord.HTTPException as error:
                answered = f"{type(error).__name__} {error.status}"
                print(f"{name}: {answered}", end="")
            else:
                print(f"{name}: {answered!r}", end="")
            print(f" after {asked} request{'s' * (asked > 1)}")
            found[name] = (answered, asked)
    await runner.cleanup()
    refused = ("HTTPException 429", 1)
    wanted = [({"id": "1"}, 2), refused, refused, ({"id": "1"}, 1), ('{"id": "1"}', 1)]
    assert list(found.values()) == wanted, "it has changed"


logging.disable(logging.CRITICAL)
asyncio.run(main())
END
"$work/venv/bin/python" -W ignore "$work/answers.py"
