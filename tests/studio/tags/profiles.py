"""Colour profiles for the tests, built from ICC.1:2022: none is shipped with what we install."""

import struct

import numpy as np

_D50 = (0.9642, 1.0, 0.8249)


def _fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _profile(space: bytes, connection: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Put a header (7.2) and a table of tags (7.3) before the tags' data."""
    offset, table, data = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", offset + len(data), len(content))
        data += padded
    size = offset + len(data)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, kind, space, connection)
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(*_D50)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def _common() -> dict[bytes, bytes]:
    name = b"test\0"
    described = b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(78)
    return {b"desc": described, b"cprt": b"text" + bytes(4) + b"none\0",
            b"wtpt": b"XYZ " + bytes(4) + _fixed(*_D50)}  # fmt: skip


def _curve() -> bytes:
    """sRGB's transfer function, which Display P3 has as well, as a table."""
    levels = np.linspace(0, 1, 1024)
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return b"curv" + bytes(4) + struct.pack(">I1024H", 1024, *np.round(linear * 65535).astype(int))


def _gamma(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


def display_p3(gamma: float | None = None) -> bytes:
    """Display P3: DCI-P3's primaries with D65, adapted to D50 (as Apple's profile has them).

    Its transfer function is sRGB's, or one of ``gamma`` as in profiles of many displays.
    """
    colorants = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2919, 0.6922, 0.0419),
        b"bXYZ": (0.1572, 0.0666, 0.7841),
    }
    tags = {name: b"XYZ " + bytes(4) + _fixed(*values) for name, values in colorants.items()}
    curves = dict.fromkeys(
        (b"rTRC", b"gTRC", b"bTRC"), _curve() if gamma is None else _gamma(gamma)
    )
    return _profile(b"RGB ", b"XYZ ", b"mntr", _common() | tags | curves)


def grey_gamma(gamma: float) -> bytes:
    """A grey profile of one gamma."""
    return _profile(b"GRAY", b"XYZ ", b"mntr", _common() | {b"kTRC": _gamma(gamma)})


def green_cyan() -> bytes:
    """A press whose cyan is a green, whose black is black, and whose other inks print nothing."""
    paper, green, black = (255, 128, 128), (128, 60, 190), (0, 128, 128)  # L*, a*, b* of 8 bits
    points = range(16)  # two of each ink, of which the first changes slowest
    grid = b"".join(
        bytes(black if point & 1 else green if point & 8 else paper) for point in points
    )
    straight = bytes(range(256))
    lut = b"mft1" + bytes(4) + struct.pack(">BBBB", 4, 3, 2, 0) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    lut += straight * 4 + grid + straight * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", _common() | {b"A2B0": lut})
