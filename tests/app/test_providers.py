"""Who makes videos is known by what it can do: a third provider is one module."""

import ast
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

import bot.providers
from bot.config import Config, load
from bot.jobs import Provider
from bot.messages.status import cancelled_text
from bot.providers import NoProviderConfigured, provider_for
from bot.providers.cloud import CLOUD
from bot.providers.studio import STUDIO
from bot.store import ChargeStatus, Store
from tests.docs.test_architecture import BOT, modules, name_of, strings_of
from tests.support.rows import new_request, place

THIRD: Final = """
from bot.jobs import Provider
from bot.providers import OpenProvider

PRIORITY = 9
MAKER = Provider(
    name="third",
    charges=False,
    makes_variants=True,
    tells_progress=False,
    owns_files=False,
    reaches_loopback=True,
    link_days=3.0,
    refuses_duplicates=frozenset(),
)


def provider_for(config):
    return MAKER if config.api.base_url.startswith("https://third.") else None


async def open_provider(provider, around):
    return OpenProvider(provider=provider, api=None, preview_renderer=None, base_url="")
"""
WITH_KEY: Final = {"api": {"key": "k"}}
AT_THIRD: Final = {"api": {"key": "k", "base_url": "https://third.example"}}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with Store.open(tmp_path / "bot.db") as opened:
        yield opened


@pytest.fixture
def third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a provider: its module, and nothing else."""
    (tmp_path / "third.py").write_text(THIRD)
    monkeypatch.setattr(bot.providers, "__path__", [*bot.providers.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "bot.providers.third", raising=False)


def config_of(**sections: object) -> Config:
    return load(None, {}, **sections)


def test_who_makes_the_videos_follows_from_the_configuration() -> None:
    assert provider_for(config_of()).name == STUDIO.name
    assert provider_for(config_of(**WITH_KEY)).name == CLOUD.name
    both = config_of(**WITH_KEY, studio={"enabled": True, "keep_days": 3})
    assert (provider_for(both).name, provider_for(both).link_days) == (STUDIO.name, 3)
    fortnight = config_of(api={"key": "k", "link_days": 7})
    assert provider_for(fortnight).link_days == 7


def test_nobody_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.providers, "__path__", [])
    with pytest.raises(NoProviderConfigured):
        provider_for(config_of())


async def test_a_third_provider_is_one_module(third: None, store: Store) -> None:
    assert provider_for(config_of(**WITH_KEY)).name == CLOUD.name
    provider = provider_for(config_of(**AT_THIRD))
    assert provider.name == "third"
    job = (await place(store, new_request(), provider=provider)).job
    assert provider.made(job.video)
    assert not CLOUD.made(job.video)
    assert await store.charges.of_jobs([job]) == [ChargeStatus.FREE]
    assert "charged" not in cancelled_text(job, "en-US").replace("Nothing was charged", "")


def test_no_module_keeps_what_it_was_copied_with() -> None:
    found = [*bot.providers._modules()]
    priorities = {module.PRIORITY for module in found}
    names = {one.name for module in found for one in vars(module).values() if type(one) is Provider}
    assert len(priorities) == len(found), (
        "each has a PRIORITY of its own: the highest is asked first"
    )
    assert len(names) == len(found), "each has a name of its own: it says whose a kept video is"


@pytest.mark.parametrize("provider", [CLOUD, STUDIO], ids=str)
async def test_what_its_provider_can_do_stands_in_a_videos_row(
    store: Store, provider: Provider
) -> None:
    job = (await place(store, new_request(), provider=provider)).job
    row = job.video.model_dump(include=set(CLOUD.row))
    assert row == provider.row


def comparisons_of(path: Path) -> list[str]:
    """Return what a module compares with a provider's name, or a provider with."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare | ast.MatchValue):
            text = ast.unparse(node)
            if re.search(r"provider\b|['\"]cloud['\"]", text) and text != "provider is not None":
                found.append(text)
    found += [
        text
        for text in strings_of(path)
        if re.search(r"provider\s*(=|<>|!=|IS|IN)\s*\(?'|CASE provider", text)
    ]
    return found


@pytest.mark.parametrize("path", [*BOT, *modules("cogs")], ids=name_of)
def test_nobody_compares_a_providers_name(path: Path) -> None:
    if name_of(path).startswith("bot.providers.") or name_of(path) == "bot.jobs.provider":
        return  # the places that build it, and the one that asks whose a video is
    assert comparisons_of(path) == []


def test_the_look_for_comparisons_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(
        "a = video.provider is Provider.CLOUD\nb = name == 'cloud'\n"
        "c = \"x WHERE provider = 'y'\"\n"
    )
    assert len(comparisons_of(path)) == 3
