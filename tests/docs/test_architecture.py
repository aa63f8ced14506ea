"""The arrows between the folders point one way (see docs/architecture.md's picture)."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

from bot.discord_client.client import CREDIT_EXTENSIONS, EXTENSIONS, STUDIO_EXTENSIONS

ROOT: Final = Path(__file__).resolve().parents[2]
SQL: Final = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "PRAGMA ", "CREATE ", "BEGIN", "DROP ")

LEAVES: Final = "background_log clock host_requirements logs sanitize version"
DOMAIN: Final = f"{LEAVES} config i18n jobs policy"
ARROWS: Final = {
    # What each folder may import; app, demo, diagnostics and the command line know all.
    "jobs": "",
    "net": "",
    "i18n": "",
    "video_api": "jobs net",
    "policy": "jobs sanitize video_api",
    "config": "jobs net policy studio",
    "store": "jobs policy sanitize",
    "studio": "net sanitize version video_api",
    "studio_client": "jobs net video_api",
    "messages": DOMAIN,
    "services": f"{DOMAIN} net store studio studio_client video_api",
    "discord_client": f"{DOMAIN} messages services store studio_client",
    "monitoring": f"{DOMAIN} services store studio_client video_api",
    "workers": f"{DOMAIN} discord_client messages monitoring net services store studio_client"
    " video_api",
    "web": f"{DOMAIN} monitoring net services video_api workers",
}
KNOW_ALL: Final = frozenset({"__main__", "app", "command_line", "demo", "diagnostics", "providers"})
ROOTS: Final = ("app", "command_line", "demo", "diagnostics")
"""Who put parts together, and so hand them the clock."""

START_STUDIO: Final = ("command_line", "demo", "diagnostics", "providers")
"""Who may import insides of the studio: what starts it, looks after it, or shows it."""
KNOW_DISCORD: Final = ("discord_client", "messages", "workers/delivery", "diagnostics", "demo")


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports_of(path: Path) -> set[str]:
    """Return the dotted names of what a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            base = node.module or ""
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def is_in(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def strings_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def folders_imported(path: Path, under: str) -> set[str]:
    """Return the folders (or lone modules) directly below a package that a module imports."""
    depth = under.count(".") + 1
    names = {name for name in imports_of(path) if name.startswith(f"{under}.")}
    return {part for name in names if is_there(part := name.split(".")[depth], under)}


def is_there(part: str, under: str) -> bool:
    place = ROOT.joinpath(*under.split("."), part)
    return place.is_dir() or place.with_suffix(".py").exists()


def folder_of(path: Path, under: str) -> str:
    return name_of(path).split(".")[under.count(".") + 1]


BOT: Final = [path for path in modules("bot") if name_of(path) != "bot"]


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_a_folder_imports_only_what_its_arrows_allow(path: Path) -> None:
    folder = folder_of(path, "bot")
    if folder in KNOW_ALL or folder in LEAVES.split():
        return
    allowed = {folder, *ARROWS[folder].split()}
    assert folders_imported(path, "bot") - allowed == set()


@pytest.mark.parametrize("under", ["bot", "bot.studio", "bot.studio.render", "bot.workers"])
def test_no_two_folders_import_each_other(under: str) -> None:
    graph: dict[str, set[str]] = {}
    package = ROOT.joinpath(*under.split("."))
    for path in modules(str(package.relative_to(ROOT))):
        if name_of(path) != under:
            folder = folder_of(path, under)
            graph.setdefault(folder, set()).update(folders_imported(path, under) - {folder})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a cycle: {error.args[1]}")


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_the_bot_knows_of_the_studio_its_settings_only(path: Path) -> None:
    if folder_of(path, "bot") in (*START_STUDIO, "studio"):
        return
    known = {name for name in imports_of(path) if is_in(name, "bot.studio")}
    assert not [name for name in known if not is_in(name, "bot.studio.settings")]


@pytest.mark.parametrize("path", [*BOT, *modules("cogs")], ids=name_of)
def test_only_the_studios_client_speaks_to_the_studio(path: Path) -> None:
    """Its paths and headers stand in one module, and one package of the bot's asks for them."""
    contract = "bot.video_api.studio"
    if name_of(path) == contract or is_in(name_of(path), "bot.studio", "bot.studio_client"):
        return
    assert not [text for text in strings_of(path) if text.startswith("/studio/v1")]
    paths = {
        name for name in imports_of(path) if re.match(rf"{contract}\.(\w+_PATH|\w+_path)", name)
    }
    headers = {name for name in imports_of(path) if re.match(rf"{contract}\.\w+_HEADER", name)}
    assert not paths
    assert not headers or name_of(path) == "bot.providers.studio"  # which hands them on


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_the_bot_never_imports_the_cogs(path: Path) -> None:
    assert not [name for name in imports_of(path) if is_in(name, "cogs")]


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_only_discords_side_knows_discord(path: Path) -> None:
    known = [name for name in imports_of(path) if is_in(name, "discord", "simcord")]
    folders = tuple(f"bot.{folder}".replace("/", ".") for folder in KNOW_DISCORD)
    assert not known or is_in(name_of(path), *folders)


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_only_the_store_speaks_sql(path: Path) -> None:
    if is_in(name_of(path), "bot.store", "bot.studio.queue"):
        return
    assert not [text for text in strings_of(path) if text.lstrip().startswith(SQL)]
    assert not [name for name in imports_of(path) if is_in(name, "aiosqlite")]


@pytest.mark.parametrize("path", modules("cogs"), ids=name_of)
def test_cogs_speak_neither_sql_nor_http(path: Path) -> None:
    imported = imports_of(path)
    assert not [name for name in imported if is_in(name, "aiosqlite", "sqlite3", "aiohttp")]
    assert not [name for name in imported if is_in(name, "bot.store.database", "bot.studio")]
    assert not [text for text in strings_of(path) if text.lstrip().startswith(SQL)]


@pytest.mark.parametrize("path", BOT + modules("cogs"), ids=name_of)
def test_only_composition_roots_know_what_time_it_is(path: Path) -> None:
    if is_in(name_of(path), *(f"bot.{root}" for root in ROOTS)):
        return
    assert "bot.clock.utc_now" not in imports_of(path)  # a Clock is handed in


def test_all_background_work_runs_in_one_loop() -> None:
    looping = {
        name_of(path)
        for path in modules("bot/workers")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.While) and ast.unparse(node.test) == "True"
    }
    assert looping == {"bot.workers.dispatcher"}


@pytest.mark.parametrize("path", modules("bot/workers"), ids=name_of)
def test_only_the_rule_of_sending_once_sends(path: Path) -> None:
    """Everything else that a worker posts goes through its ``SendPermit``."""
    if name_of(path) == "bot.workers.delivery.send_once":
        return
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not [call for call in calls if re.search(r"(messages|channels?|client)\.send$", call)]


def test_in_cogs_only_extensions_stand_in_the_open() -> None:
    files = [path for path in (ROOT / "cogs").glob("*.py") if path.name != "__init__.py"]
    assert not [path for path in files if "async def setup(" not in path.read_text("utf-8")]
    assert {f"cogs.{path.stem}" for path in files} == {
        *EXTENSIONS,
        *STUDIO_EXTENSIONS,
        *CREDIT_EXTENSIONS,
    }


def test_only_entry_points_know_the_composition_root() -> None:
    knowing = {name_of(path) for path in BOT if "bot.app.compose" in imports_of(path)}
    assert knowing <= {"bot.app.runner", "bot.demo.simulation"}
    assert {name_of(path) for path in BOT if "bot.app.runner" in imports_of(path)} == {
        "bot.command_line"
    }
