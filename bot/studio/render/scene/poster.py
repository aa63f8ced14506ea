"""The poster: one picture of a finished video, as JPEG."""

import copy
import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.studio.render.scene.frame_renderer import FrameRenderer, Scene

POSTER_WIDTH: Final = 1280
POSTER_HEIGHT: Final = 720
_QUALITIES: Final = (86, 74, 60)
_OPENING_SECONDS: Final = 4.0  # in which a title arrives
_SHARE: Final = 40  # of what a file may have: a poster must not cost the picture that moves


def poster_of(scene: Scene, loudness: NDArray[np.float32]) -> Image.Image:
    """Return a wide scene's picture at its loudest, without a line of lyrics."""
    plain = copy.copy(scene)
    plain.lyrics = plain.fading = None
    frame = FrameRenderer(plain).render(_shown(loudness, scene.fps))
    # It is BT.709's, which it doesn't say: untagged frames are taken for BT.601's.
    picture = Image.fromarray(frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray())
    if picture.size != (POSTER_WIDTH, POSTER_HEIGHT):
        picture = picture.resize((POSTER_WIDTH, POSTER_HEIGHT), Image.Resampling.LANCZOS)
    return picture


def jpeg_of(picture: Image.Image, target_bytes: int | None = None) -> bytes | None:
    """Return a poster as JPEG; None when none is small enough for a file of ``target_bytes``."""
    for quality in _QUALITIES:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality, optimize=True)
        if target_bytes is None or data.tell() <= target_bytes // _SHARE:
            return data.getvalue()
    return None


def _shown(loudness: NDArray[np.float32], fps: int) -> int:
    """Return the loudest frame, once the title is there and before the end fades."""
    frames = len(loudness)
    opening = min(frames // 3, round(_OPENING_SECONDS * fps))
    middle = loudness[opening : max(opening + 1, frames - fps)]
    return opening + int(np.argmax(middle))
