"""What a video was made with, where something was given up for its size."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import from_json


class Squeeze(BaseModel):
    """The short side in pixels, pictures a second, and the sound in kbit/s."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    resolution: int
    fps: int
    sound_kbps: int


def _opened(value: object) -> object:
    return from_json(value) if isinstance(value, str) else value


KeptSqueeze = Annotated[Squeeze, BeforeValidator(_opened)]
"""Kept as JSON."""
