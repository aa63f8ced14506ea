"""The studio's own pages: what it is, how its API is used, and whether it lives. They need no key.

The API's page is made from its OpenAPI description. Nothing comes from elsewhere: no script, no
font, no picture.
"""

import json
from collections.abc import Iterator
from html import escape
from importlib import resources
from string import Template
from typing import Any, Final

from aiohttp import web

from bot.net.peer import comes_from_this_machine
from bot.version import NAME, VERSION

Json = dict[str, Any]

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow-x: auto; padding: .8rem; border: 1px solid #8886; border-radius: .4rem; }
details { border: 1px solid #8886; border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; }
.method { display: inline-block; min-width: 4.5em; font-weight: 600; }
</style></head><body>
$body
</body></html>
""")
_START: Final = Template("""<h1>The studio</h1>
<p>$name $version makes music videos on this machine, over the same API as the cloud.</p>
<ul>
<li><a href="/docs">How its API is used</a>, with every path</li>
<li><a href="/openapi.json">The same as an OpenAPI description</a>, for programs</li>
<li><a href="/healthz">Whether it lives</a></li>
</ul>
<p>Paths below <code>/api/</code> and <code>/studio/</code> need its key (<code>studio.key</code>),
as <code>Authorization: Bearer KEY</code>.</p>
""")
_EXAMPLE: Final = """curl -H "Authorization: Bearer $KEY" {base}/studio/v1/tracks
curl -H "Authorization: Bearer $KEY" -F audio=@song.mp3 {base}/studio/v1/tracks
curl -H "Authorization: Bearer $KEY" {base}/api/v1/mp4/generate --json \\
  '{{"taskId": "…", "audioId": "…", "callBackUrl": "http://127.0.0.1:9/"}}'
curl -H "Authorization: Bearer $KEY" "{base}/api/v1/mp4/record-info?taskId=…"
"""


def routes() -> list[web.RouteDef]:
    """Return the routes of the pages."""
    return [web.get("/", _start), web.get("/docs", _docs), web.get("/healthz", _healthz)]


async def _start(request: web.Request) -> web.Response:
    return _page("The studio", _START.substitute(name=NAME, version=_version_for(request)))


async def _docs(request: web.Request) -> web.Response:
    body = "\n".join(_description(openapi(), f"{request.scheme}://{request.host}"))
    return _page("The studio's API", body)


async def _healthz(request: web.Request) -> web.Response:
    """Answer as long as the event loop does; strangers aren't told the version."""
    told = " ".join(["alive,", NAME, version]) if (version := _version_for(request)) else "alive"
    return web.Response(text=f"{told}\n")


def _version_for(request: web.Request) -> str:
    return VERSION if comes_from_this_machine(request) else ""


def openapi() -> Json:
    """Return the API's description."""
    text = (resources.files(__package__) / "openapi.json").read_text(encoding="utf-8")
    document: Json = json.loads(text)
    return document


def _page(title: str, body: str) -> web.Response:
    text = _PAGE.substitute(title=escape(title), body=body)
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def _description(document: Json, base: str) -> Iterator[str]:
    yield f"<h1>{escape(document['info']['title'])}</h1>"
    yield f"<p>{_prose(document['info']['description'])}</p>"
    yield f"<pre>{escape(_EXAMPLE.format(base=base))}</pre>"
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                common = item.get("parameters", [])
                yield from _operation(method, path, common, item[method], document["security"])
    yield "<h2>Shapes</h2>"
    for name, schema in schemas.items():
        yield f'<details id="{escape(name)}"><summary><code>{escape(name)}</code></summary>'
        yield f"<pre>{_schema(schema)}</pre></details>"


def _operation(
    method: str, path: str, common: list[Json], operation: Json, security: list[Json]
) -> Iterator[str]:
    needs_key = bool(operation.get("security", security))
    yield f'<details><summary><code class="method">{method.upper()}</code>'
    yield f"<code>{escape(path)}</code> {_prose(operation.get('summary', ''))}</summary>"
    yield f"<p>{_prose(operation.get('description', ''))}</p>" if "description" in operation else ""
    yield f"<p>{'Needs the key.' if needs_key else 'Needs no key.'}</p>"
    rows = [_parameter(one) for one in [*common, *operation.get("parameters", [])]]
    if rows:
        yield f"<table>{''.join(rows)}</table>"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<p>Body, <code>{escape(kind)}</code>:</p><pre>{_schema(content['schema'])}</pre>"
    for status, response in operation["responses"].items():
        yield f"<p><code>{escape(status)}</code> {_prose(response['description'])}</p>"
        for kind, content in response.get("content", {}).items():
            if kind == "application/json":
                yield f"<pre>{_schema(content['schema'])}</pre>"
    yield "</details>"


def _parameter(parameter: Json) -> str:
    needed = ", required" if parameter.get("required") else ""
    where = f"{parameter['in']}{needed}"
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(where)}</td>"
        f"<td>{_prose(parameter.get('description', ''))} {_schema(parameter['schema'])}</td></tr>"
    )


def _prose(text: str) -> str:
    """Return a text of the description, its ``code`` in backticks marked as such."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def _schema(schema: Json, depth: int = 0) -> str:
    """Return a schema in short: an object's properties each in a line, below it."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_schema(one, depth) for one in schema["anyOf"])
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {_schema(schema.get('items', {}), depth)}"
    if "properties" in schema:
        required = schema.get("required", ())
        margin = "  " * (depth + 1)
        lines = [
            f"{margin}{escape(name)}{'' if name in required else '?'}: {_schema(one, depth + 1)}"
            for name, one in schema["properties"].items()
        ]
        return "\n".join(["{", *lines, "  " * depth + "}"])
    return f"{escape(str(kind))}{_limits(schema)}"


def _limits(schema: Json) -> str:
    if "const" in schema:
        return f" {escape(json.dumps(schema['const']))}"
    if "enum" in schema:
        return f" ({escape(', '.join(map(str, schema['enum'])))})"
    names = ("format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems")
    told = [f"{name} {schema[name]}" for name in names if name in schema]
    return f" ({escape(', '.join(told))})" if told else ""
