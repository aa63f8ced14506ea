"""The studio keeps to the description that it serves: checked by schemathesis, from outside."""

import asyncio
import json
import sys
from importlib import resources
from pathlib import Path

import pytest

from bot.studio.app import Studio
from bot.studio.http import studio_api
from bot.video_api import CREATE_PATH, CREDIT_PATH, MUSIC_PATH, RECORD_PATH, SUBMIT_PATH, VIDEO_PATH
from tests.studio.studio_harness import add_song, settings_in

# On the contract's paths a refusal comes as HTTP 200, as the cloud's do: what looks for statuses
# can't be used there. A song or a track that doesn't exist fits the schema and is refused.
COMMON = "not_a_server_error,status_code_conformance,content_type_conformance"
CHECKS = {
    r"^/api/v1/": f"{COMMON},response_schema_conformance,unsupported_method",
    r"^/(studio/v1|videos|material|openapi|docs|healthz|$)": (
        f"{COMMON},response_schema_conformance,unsupported_method,ignored_auth,"
        "negative_data_rejection,missing_required_header"
    ),
}
# Left out: the three operations that start a process each time (test_server and test_logos do).
EXAMPLES = 12


@pytest.mark.parametrize("paths", CHECKS)
async def test_answers_are_as_described(tmp_path: Path, paths: str) -> None:
    settings = settings_in(tmp_path, workers=1)
    add_song(settings)
    async with Studio.open(settings) as studio:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", _config(tmp_path), "run"),
            *(f"{studio.base_url}/openapi.json", "--include-path-regex", paths),
            *("--exclude-operation-id", "preview", "--exclude-operation-id", "addTrack"),
            *("--exclude-operation-id", "addLogo"),
            *("--header", f"Authorization: Bearer {studio.key}", "--checks", CHECKS[paths]),
            *("--phases", "coverage,fuzzing", "--max-examples", str(EXAMPLES)),
            *("--generation-deterministic", "--no-color"),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()


def test_the_description_names_every_path() -> None:
    text = (resources.files("bot.studio.http") / "openapi.json").read_text(encoding="utf-8")
    own = {value for name, value in vars(studio_api).items() if name.endswith("_PATH")}
    assert own
    both = {SUBMIT_PATH, VIDEO_PATH, MUSIC_PATH, CREDIT_PATH, CREATE_PATH, RECORD_PATH}
    assert both | own <= json.loads(text)["paths"].keys()


def _config(folder: Path) -> str:
    path = folder / "schemathesis.toml"
    path.write_text("")
    return str(path)
