"""The arrows of the house point one way (see the README's picture)."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
SQL: Final = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "PRAGMA ", "CREATE ", "BEGIN", "DROP ")

KNOW_DISCORD: Final = frozenset(
    {
        "bot.discord_client.responses",
        "bot.app.compose",
        "bot.discord_client.client",
        "bot.workers.delivery.worker",
        "bot.demo.attachment_server",
        "bot.demo.locales",
        "bot.demo.web_page",
        "bot.demo.simulation",
        "bot.demo.runner",
        "bot.discord_client.event_guard",
        "bot.i18n.discord_translator",
        # Delivery's parts: where messages go and what they say.
        "bot.workers.delivery.status_messages",
        "bot.workers.delivery.video_sender",
        "bot.discord_client.channels",
        "bot.workers.delivery.retry_policy",
        "bot.workers.delivery.notices",
        "bot.workers.delivery.attachments",
        "bot.messages.showcase",
        "bot.discord_client.channel_visibility",
        "bot.messages.result",
        "bot.discord_client.payloads",
        "bot.discord_client.errors",
        "bot.messages.status",
    }
)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """Give the dotted names of what a module imports, wherever in it the import stands."""
    found: set[str] = set()
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def is_in(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def strings_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def ids(path: Path) -> str:
    return name_of(path)


BOT: Final = modules("bot")
OWN: Final = [path for path in BOT if not is_in(name_of(path), "bot.studio")]
STUDIO: Final = modules("bot/studio")


def test_the_house_is_found() -> None:
    assert {"bot.jobs", "bot.store.videos", "bot.studio.http.server"} <= {
        name_of(path) for path in BOT
    }
    assert "bot.jobs" in imports_of(ROOT / "bot/video_api/models.py")


@pytest.mark.parametrize("path", BOT, ids=ids)
def test_the_bot_never_imports_the_cogs(path: Path) -> None:
    assert not [name for name in imports_of(path) if is_in(name, "cogs")]


@pytest.mark.parametrize("path", BOT, ids=ids)
def test_only_discords_side_knows_discord(path: Path) -> None:
    known = [name for name in imports_of(path) if is_in(name, "discord", "simcord")]
    assert not known or name_of(path) in KNOW_DISCORD


@pytest.mark.parametrize("path", STUDIO, ids=ids)
def test_the_studio_knows_the_contract_and_nothing_else_of_the_bot(path: Path) -> None:
    known = {name for name in imports_of(path) if is_in(name, "bot")} - {"bot"}
    assert not [
        name for name in known if not is_in(name, "bot.studio", "bot.video_api", "bot.jobs")
    ]
    # The contract's words for failures come from bot.jobs, through bot.video_api.
    assert not [name for name in known if is_in(name, "bot.jobs")]


@pytest.mark.parametrize("path", [p for p in OWN if not is_in(name_of(p), "bot.store")], ids=ids)
def test_only_the_store_speaks_sql(path: Path) -> None:
    assert not [text for text in strings_of(path) if text.lstrip().startswith(SQL)]
    assert not [name for name in imports_of(path) if is_in(name, "aiosqlite")]


@pytest.mark.parametrize("path", modules("cogs"), ids=ids)
def test_cogs_speak_neither_sql_nor_http(path: Path) -> None:
    imported = imports_of(path)
    assert not [name for name in imported if is_in(name, "aiosqlite", "sqlite3", "aiohttp")]
    assert not [name for name in imported if is_in(name, "bot.store.database", "bot.studio")]
    assert not [text for text in strings_of(path) if text.lstrip().startswith(SQL)]


ARROWS: Final = {
    # Who may not know whom: the arrows point from left to right in the README's picture.
    "bot.jobs": ("bot",),
    "bot.store": (
        "bot.video_api",
        "bot.config",
        "bot.workers.rendering",
        "bot.web",
        "bot.discord_client.client",
    ),
    "bot.video_api": (
        "bot.store",
        "bot.config",
        "bot.workers.rendering",
        "bot.web",
        "bot.discord_client.client",
    ),
    "bot.workers.rendering": (
        "bot.web",
        "bot.discord_client.client",
        "bot.workers.delivery",
        "bot.app.compose",
        "bot.studio",
    ),
    "bot.workers.rendering.submit": ("bot.workers.rendering.worker",),
    "bot.workers.rendering.poll": ("bot.workers.rendering.submit", "bot.workers.rendering.worker"),
    "bot.workers.delivery": (
        "bot.web",
        "bot.discord_client.client",
        "bot.workers.rendering",
        "bot.video_api",
        "bot.app.compose",
    ),
    "bot.workers.delivery.worker": ("bot.studio",),
    "bot.web": (
        "bot.store",
        "bot.discord_client.client",
        "bot.workers.delivery",
        "bot.app.compose",
        "bot.studio",
    ),
    "bot.discord_client.client": ("bot.web", "bot.app.compose", "bot.studio"),
    "bot.discord_client.errors": (
        "bot.discord_client.client",
        "bot.services.requests",
        "bot.store",
    ),
    "bot.discord_client.in_flight": ("bot",),
}


@pytest.mark.parametrize("name", sorted(ARROWS))
def test_no_arrow_points_back(name: str) -> None:
    for path in (path for path in BOT if is_in(name_of(path), name)):
        known = {other for other in imports_of(path) if is_in(other, "bot")}
        back = {other for other in known if is_in(other, *ARROWS[name]) and not is_in(other, name)}
        assert back == set(), name_of(path)


def test_the_composition_root_is_known_to_the_entry_points_only() -> None:
    knowing = {name_of(path) for path in BOT if "bot.app.compose" in imports_of(path)}
    assert knowing <= {"bot.app.runner", "bot.demo.simulation"}
    assert {name_of(path) for path in BOT if "bot.app.runner" in imports_of(path)} == {
        "bot.__main__"
    }
