"""Pictures as the encoder takes them: 8-bit YUV 4:2:0 planes, BT.709, limited range."""

from typing import Any, Final, NamedTuple

import av
import numpy as np
from numpy.typing import NDArray

from bot.studio.render.scene.layout import Box

Bytes = NDArray[np.uint8]
Floats = NDArray[np.floating[Any]]

# ITU-R BT.709-6, table 3: R'G'B' of 0 to 255 to limited-range Y'CbCr.
_TO_Y: Final = np.asarray((0.2126, 0.7152, 0.0722), np.float32) * np.float32(219 / 255)
_TO_U: Final = np.asarray((-0.2126, -0.7152, 0.9278), np.float32) * np.float32(224 / 255 / 1.8556)
_TO_V: Final = np.asarray((0.7874, -0.7152, -0.0722), np.float32) * np.float32(224 / 255 / 1.5748)


class YuvPlanes(NamedTuple):
    """Y of shape (height, width); U and V of half of each."""

    y: Bytes
    u: Bytes
    v: Bytes


def to_yuv(picture: Floats) -> YuvPlanes:
    """RGB (even height, even width, 3; 0 to 255) as planes."""
    y = picture @ _TO_Y + 16
    small = halved(picture)
    return YuvPlanes(_rounded(y), _rounded(small @ _TO_U + 128), _rounded(small @ _TO_V + 128))


def to_yuv_difference(difference: Floats) -> Floats:
    """Return a difference of two RGB pictures as one of Y, U and V, all of the same size."""
    return np.asarray(difference @ np.stack([_TO_Y, _TO_U, _TO_V], axis=1), np.float32)


def halved(picture: Floats) -> Floats:
    """Return the mean of each 2x2 block."""
    return np.asarray(
        (picture[::2, ::2] + picture[1::2, ::2] + picture[::2, 1::2] + picture[1::2, 1::2]) / 4,
        np.float32,
    )


def cut(planes: YuvPlanes, box: Box) -> YuvPlanes:
    """Return a view of what lies in ``box``, whose edges are even."""
    y, u, v = planes
    rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
    half_rows = slice(box.top // 2, box.bottom // 2)
    half_columns = slice(box.left // 2, box.right // 2)
    return YuvPlanes(y[rows, columns], u[half_rows, half_columns], v[half_rows, half_columns])


def pixels_of(frame: av.VideoFrame) -> YuvPlanes:
    """Return the frame's own pixels, which can be written."""
    planes = []
    for plane in frame.planes:
        rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)  # type: ignore[call-overload]
        planes.append(rows[:, : plane.width])
    return YuvPlanes(*planes)


def _rounded(plane: Floats) -> Bytes:
    return np.asarray(np.clip(plane + 0.5, 0, 255), np.uint8)
