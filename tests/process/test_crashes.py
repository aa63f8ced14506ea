"""A sample of the crash matrix, and the ablations that must turn it red."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.process.crash import PROFILES, Outcome, Profile, run_cell

SAMPLE = (
    ("before the row", "clean"),
    ("accepted, uncommitted", "callback lost"),
    ("posting", "Discord dropped"),
    ("posted, uncommitted", "long outage"),
    ("redirecting", "muted, dropped"),
    ("notice posting", "closed, dropped"),
    ("submitting", "jobs"),
    ("accepted, uncommitted", "jobs, no callback"),
    ("posted, uncommitted", "jobs, 3 times"),
)
NO_POLLS = {"timing": {"poll_first_seconds": 60.0, "poll_every_seconds": 60.0}}
LOST = Profile(submit_fault="drop", callback_times=0, duplicate=None)
ACKNOWLEDGED = Profile(settings=NO_POLLS)
CONTROLS = {
    "acknowledge before recording": "die after acknowledging",
    # Inside the nonce's time a repeat is looked for in the channel as well.
    "random nonce": "unreadable",
}


async def _play(
    folder: Path, profile: Profile, kill: str | None = None, ablation: str | None = None
) -> Outcome:
    patience = (8.0 if profile.contract == "jobs" else 4.0) if ablation else 16.0
    return await run_cell(
        Path(mkdtemp(dir=folder)), profile, kill=kill, ablation=ablation, patience=patience
    )


async def test_a_sample_of_the_matrix_keeps_every_promise(tmp_path: Path) -> None:
    for first in range(0, len(SAMPLE), 5):
        cells = SAMPLE[first : first + 5]
        outcomes = await asyncio.gather(
            *(_play(tmp_path, PROFILES[profile], kill=point) for point, profile in cells)
        )
        for cell, outcome in zip(cells, outcomes, strict=True):
            assert outcome.was_killed, cell
            assert outcome.violations == [], f"{cell}\n{outcome.log}"


async def test_two_kills_in_a_row_do_not_lose_the_video_s_id(tmp_path: Path) -> None:
    """The API takes the track, then names it in a refusal: each answer dies with the process."""
    outcome = await run_cell(
        tmp_path,
        PROFILES["callback lost"],
        kill="accepted, uncommitted",
        again="callback unrecorded",
    )
    assert outcome.violations == [], outcome.log


@pytest.mark.parametrize(
    ("ablation", "profile", "kill"),
    [
        ("random nonce", PROFILES["Discord dropped"], None),
        ("no read-back", PROFILES["long outage"], "posted, uncommitted"),
        ("acknowledge before recording", ACKNOWLEDGED, None),
    ],
)
async def test_without_a_mechanism_the_harness_turns_red(
    tmp_path: Path, ablation: str, profile: Profile, kill: str | None
) -> None:
    control = CONTROLS.get(ablation)
    ablated, whole = await asyncio.gather(
        _play(tmp_path, profile, kill, ablation), _play(tmp_path, profile, kill, control)
    )
    assert ablated.violations
    assert whole.violations == [], whole.log


async def test_a_blind_resubmit_pays_twice_where_duplicates_are_taken(tmp_path: Path) -> None:
    careful = replace(
        LOST, settings={"api": {"resubmit": False}, "timing": {"job_deadline_seconds": 2.0}}
    )
    blind, without = await asyncio.gather(_play(tmp_path, LOST), _play(tmp_path, careful))
    assert any("2 charges" in violation for violation in blind.violations)
    assert not any("charges" in violation for violation in without.violations), without.log


async def test_a_blind_recreate_pays_twice_under_the_present_contract(tmp_path: Path) -> None:
    """Nothing there refuses a duplicate: what isn't answered is told as unknown instead."""
    lost = PROFILES["jobs, all lost"]
    blind, careful = await asyncio.gather(
        _play(tmp_path, lost, ablation="blind re-create"), _play(tmp_path, lost)
    )
    assert any("2 charges" in violation for violation in blind.violations)
    assert careful.violations == [], careful.log
