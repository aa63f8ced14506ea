"""What a host is told to type exists, and what runs the bot keeps what is promised of it."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from pydantic import BaseModel

from bot.command_line import _parser
from bot.config import Config
from bot.diagnostics.result import NETWORK
from bot.diagnostics.runner import CHECKS

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (ROOT / "docs/hosting.md", ROOT / "README.md", ROOT / "docs/studio.md")
HOSTING: Final = PAGES[0].read_text(encoding="utf-8")
UNITS: Final = sorted((ROOT / "deploy").glob("*.service"))
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))


def commands_in(page: Path) -> Iterator[list[str]]:
    """Return the bot's command lines that a page tells people to type."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        for line in block.splitlines():
            yield from _bots_own(line)
    for quoted in re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        yield from _bots_own(" ".join(quoted.split()))


def _bots_own(line: str) -> Iterator[list[str]]:
    found = re.search(r"(?:python -m bot|compose run --rm bot) (\S.*)", line)
    if found and "|" not in line:
        yield shlex.split(found[1], comments=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_bot_that_a_page_names_exists(page: Path) -> None:
    commands = list(commands_in(page))
    assert commands
    for words in commands:
        if words[0] in ("FILE", "…", "--version"):
            continue
        _parser().parse_args(words)  # it would end the process


def test_every_target_and_file_that_a_page_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r"`make (?:-C \S+ )?([a-z-]+)", text)) <= targets, page
        for path in re.findall(r"\b((?:deploy|docs)/[\w.-]+)", text):
            assert (ROOT / path).exists(), (page, path)


def test_every_setting_that_the_page_names_exists() -> None:
    sections = "|".join(Config.model_fields)
    named = set(re.findall(rf"`({sections})\.([a-z_]+)\b", HOSTING))
    assert len(named) > 15
    for section, key in named:
        model = Config.model_fields[section].annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        assert key in model.model_fields, f"{section}.{key}"


def test_the_page_explains_every_line_of_the_check() -> None:
    table = HOSTING.rpartition("## What each line of check means")[2]
    rows = set(re.findall(r"^\| ([\w ]+) \| ", table, re.MULTILINE)) - {"line"}
    assert rows == {NETWORK} | {check.name for check in CHECKS}


def test_the_page_links_to_headings_that_it_has() -> None:
    headings = re.findall(r"^#+ (.+)$", HOSTING, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", HOSTING)) <= anchors


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_a_container_has_no_privileges_and_cannot_write_its_system(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert set(service.get("cap_add", [])) <= {"NET_BIND_SERVICE"}
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    assert {"mem_limit", "pids_limit", "healthcheck", "restart", "logging"} <= service.keys()
    assert all("noexec" in mount for mount in service["tmpfs"])


def test_the_bots_container_keeps_its_data_and_shows_its_port_to_this_machine_only() -> None:
    bot = COMPOSE["services"]["bot"]
    assert "data:/data" in bot["volumes"]
    assert set(COMPOSE["volumes"]) == {"data", "caddy-data", "caddy-config"}
    assert all(port.startswith("127.0.0.1:") for port in bot["ports"])
    assert bot["user"].partition(":")[0] != "0"
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"\nUSER {bot['user']}\n" in dockerfile
    assert "\nVOLUME /data\n" in dockerfile
    assert COMPOSE["services"]["proxy"]["profiles"] == ["proxy"]


def test_whatever_runs_the_bot_gives_it_files_enough_for_connections() -> None:
    assert COMPOSE["services"]["bot"]["ulimits"]["nofile"]["hard"] >= 4096
    unit = (ROOT / "deploy/musicvideo-bot.service").read_text(encoding="utf-8")
    (files,) = re.findall(r"^LimitNOFILE=(\d+)$", unit, re.MULTILINE)
    assert int(files) >= 4096


def test_what_the_containers_are_given_is_there() -> None:
    for service in COMPOSE["services"].values():
        for mount in service["volumes"]:
            if isinstance(mount, dict):
                assert mount["read_only"] is True
                assert mount["bind"]["create_host_path"] is False
                made_by_the_host = mount["source"] == "./config.toml"
                assert made_by_the_host or (ROOT / mount["source"]).is_file()


def test_the_proxy_passes_on_what_others_need_and_nothing_inside() -> None:
    caddyfile = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    (paths,) = re.findall(r"@open path (.+)", caddyfile)
    assert set(paths.split()) == {"/callbacks/*", "/videos/*", "/v/*", "/nameplate/*", "/healthz"}
    assert not re.search(r"^\s*log\b", caddyfile, re.MULTILINE)


analyze = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")


@analyze
@pytest.mark.parametrize("shipped", UNITS, ids=lambda unit: unit.stem)
def test_systemd_accepts_the_unit(tmp_path: Path, shipped: Path) -> None:
    unit = tmp_path / shipped.name
    text = shipped.read_text(encoding="utf-8")
    # The program is not installed here; everything else is as it is shipped.
    unit.write_text(re.sub(r"(?<=^ExecStart=)\S+", sys.executable, text, flags=re.MULTILINE))
    done = _analyzed("verify", "--man=no", str(unit))
    assert (done.returncode, done.stderr) == (0, "")


@analyze
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_finds_the_unit_well_confined(unit: Path) -> None:
    done = _analyzed("security", "--offline=true", "--threshold=15", str(unit))
    assert done.returncode == 0, done.stdout


def _analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *words],  # noqa: S607 - wherever the machine has it
        check=False,
        capture_output=True,
        text=True,
    )


def test_what_the_image_copies_is_not_ignored() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert {"bot", "cogs", "requirements/cluster.txt"} <= set(names)
    assert {f"!{name}" for name in names} <= set(kept)
    assert all((ROOT / name).exists() for name in names)


def test_the_images_that_ours_are_built_on_are_named_by_digest() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    foreign = [one["image"] for one in COMPOSE["services"].values() if "build" not in one]
    named = re.compile(r"[a-z]+:[0-9]+\.[0-9]+\.[0-9]+-[a-z-]+@sha256:[0-9a-f]{64}")
    assert [image for image in bases + foreign if not named.fullmatch(image)] == []
    assert len(set(bases)) == 1
    assert "syntax=" not in dockerfile, "BuildKit would fetch an image for it, by its tag"
