"""Pictures of two slices: where the upper part of a video stands still, only the rest is encoded.

A slice looks at nothing outside itself but through motion vectors and the deblocking filter. So
the lower part is encoded as a video of its own, and becomes the second slice of each picture by
another header, which also keeps the filter within the slice. The upper part is encoded once; from
then on its slice says, in a few bytes, that nothing has changed. Where it has other pictures, each
of these is encoded once as well: its grounds, that follow one another, each as predicted from the
one before, which players keep; and its lights, in any order, as predicted from the ground that is
kept, whichever that is: lights and grounds differ in other places. The picture's lower edge stays
its lower edge. Above what moves, some rows are encoded that
stand still as well, the guard: vectors reach no further than that, and that these rows are skipped
is proved for every picture.
"""

from functools import cache
from typing import Final, NamedTuple

from bot.studio.render.h264.bitstream import (
    IDR,
    SLICE,
    I,
    ParameterSets,
    SliceHeader,
    UnexpectedBitstream,
    add_emulation_prevention,
    nal_unit_type,
    nal_units,
    parse_slice_header,
)

MACROBLOCK: Final = 16  # pixels
REACH: Final = 32  # pixels: x264's smallest limit of motion vectors (mvrange), which we set
# Rows of macroblocks that must stand still: the reach, and the 3 pixels of the interpolation filter
# where vectors have fractions.
WHOLE_GUARD, FRACTION_GUARD = 2, 3
SMALLEST: Final = 6 * MACROBLOCK  # a thinner upper part isn't worth a slice

# (m, n) that begin the context of a P slice's mb_skip_flag whose neighbours are skipped, for x264's
# cabac_init_idc of 0: ITU-T H.264, table 9-13 (ctxIdx 11).
_SLOPE, _OFFSET = 23, 33
# rangeTabLPS for pStateIdx 0 to 62 (table 9-44).
_RANGES: Final = (
    128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205,
    116, 142, 169, 195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166,
    95, 116, 137, 158, 90, 110, 130, 150, 85, 104, 123, 142, 81, 99, 117, 135,
    77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100, 116, 66, 80, 95, 110,
    62, 76, 90, 104, 59, 72, 86, 99, 56, 69, 81, 94, 53, 65, 77, 89,
    51, 62, 73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72,
    41, 50, 59, 69, 39, 48, 56, 65, 37, 45, 54, 62, 35, 43, 51, 59,
    33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35, 41, 48,
    27, 33, 39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39,
    22, 27, 32, 37, 21, 26, 30, 35, 20, 24, 29, 33, 19, 23, 27, 31,
    18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25,
    14, 18, 21, 24, 14, 17, 20, 23, 13, 16, 19, 22, 12, 15, 18, 21,
    12, 14, 17, 20, 11, 14, 16, 19, 11, 13, 15, 18, 10, 12, 15, 17,
    10, 12, 14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14,
    8, 9, 11, 13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11,
    6, 8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9,
)  # fmt: skip


class NotStatic(Exception):
    """The upper part can't be taken as standing still in a picture."""


class UpperSlices(NamedTuple):
    """The upper part's pictures, each encoded alone, with the same parameter sets as the lower.

    ``static`` is its first one, ``grounds`` are those that follow it, each encoded behind the one
    before, ``lights`` are each encoded behind the first one.
    """

    static: bytes
    grounds: tuple[bytes, ...] = ()
    lights: tuple[bytes, ...] = ()


class UpperPicture(NamedTuple):
    """What is seen of the upper part: its ground, and the light over it; 0 is the first, or none.

    A ground may only follow the one before it, and where it does no light is seen.
    """

    ground: int = 0
    light: int = 0


STILL: Final = UpperPicture()


class SliceStitcher:
    """Puts the two slices of each picture of a part together.

    ``height`` is that of the upper part in pixels, ``guard`` the rows of macroblocks below it that
    must stand still.
    """

    def __init__(self, upper: UpperSlices, syntax: ParameterSets, height: int, guard: int) -> None:
        self._syntax, self._guard = syntax, guard * syntax.columns
        self._first = height // MACROBLOCK * syntax.columns
        self._static = _slice_in(upper.static)
        self._grounds = tuple(_slice_in(one) for one in upper.grounds)
        self._lights = tuple(_slice_in(one) for one in upper.lights)
        self._shown = UpperPicture()
        self._is_kept = False
        """Whether the last picture is the one that is kept, after the first."""
        self._upper: dict[tuple[int, UpperPicture, str], bytes] = {}

    def stitch(self, lower: bytes, shown: UpperPicture = STILL) -> bytes:
        """Return the whole picture to that of the lower part.

        Raises NotStatic and UnexpectedBitstream.
        """
        unit = _slice_in(lower)
        header = parse_slice_header(unit, self._syntax)
        data = unit[1 + -(-header.length // 8) :]
        if nal_unit_type(unit) == IDR:
            self._shown, self._is_kept = UpperPicture(), False
            header = header.kept() if self._grounds or self._lights else header
            return self._first_picture(header) + self._second(unit[0], header, data)
        if not _begins_skipped(header, self._guard, data):
            raise NotStatic
        before, self._shown = self._shown, shown
        below = header.from_kept() if self._is_kept else header
        self._is_kept = shown.ground != before.ground
        if self._is_kept:
            if shown.light or shown.ground != before.ground + 1:
                raise UnexpectedBitstream("a ground that can't follow")
            below, header = below.kept_instead(), header.kept_instead().from_kept()
            first = self._other(unit[0], header, shown, self._grounds[shown.ground - 1])
        elif shown.light and before.light != shown.light:
            first = self._other(unit[0], header.from_kept(), shown, self._lights[shown.light - 1])
        else:
            is_same = before.light == shown.light
            first = self._unchanged(unit[0], below if is_same else header.from_kept())
        return first + self._second(unit[0], below, data)

    def _second(self, unit_byte: int, header: SliceHeader, data: bytes) -> bytes:
        return add_emulation_prevention(
            bytes([unit_byte]) + _bytes(header.bits(self._first)) + data
        )

    def _first_picture(self, header: SliceHeader) -> bytes:
        own = parse_slice_header(self._static, self._syntax)
        rest = self._static[1 + -(-own.length // 8) :]
        own = own.kept() if self._grounds or self._lights else own
        if own._replace(coding="", tail="", qp=0, length=0) != header._replace(
            coding="", tail="", qp=0, length=0
        ):
            raise UnexpectedBitstream("two encoders began differently")
        return add_emulation_prevention(self._static[:1] + _bytes(own.bits(0)) + rest)

    def _other(
        self, unit_byte: int, header: SliceHeader, shown: UpperPicture, unit: bytes
    ) -> bytes:
        own = parse_slice_header(unit, self._syntax)
        if own.slice_type == I:
            raise UnexpectedBitstream("a picture that is not predicted")
        bits = header._replace(coding=own.coding, tail=own.tail).bits(0)
        data = unit[1 + -(-own.length // 8) :]
        return self._known(unit_byte, shown, bits, data)

    def _unchanged(self, unit_byte: int, header: SliceHeader) -> bytes:
        data = _all_skipped(header.qp, self._first)
        return self._known(unit_byte, UpperPicture(), header.bits(0), data)

    def _known(self, unit_byte: int, shown: UpperPicture, bits: str, data: bytes) -> bytes:
        known = self._upper.get((unit_byte, shown, bits))
        if known is None:
            known = add_emulation_prevention(bytes([unit_byte]) + _bytes(bits) + data)
            self._upper[unit_byte, shown, bits] = known
        return known


def _slice_in(packet: bytes) -> bytes:
    slices = [unit for unit in nal_units(packet) if nal_unit_type(unit) in (SLICE, IDR)]
    if len(slices) != 1:
        raise UnexpectedBitstream("not one slice in a picture")
    return slices[0]


def _bytes(bits: str) -> bytes:
    """Header bits, filled with ones to whole bytes (cabac_alignment_one_bit)."""
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def _begins_skipped(header: SliceHeader, count: int, data: bytes) -> bool:
    """Say whether the first ``count`` macroblocks of a slice's data are skipped.

    All of these decisions take the lower end of the coder's interval (9.3.1.2), which so stays at
    0: they were made just when what follows is a number below the interval's width.
    """
    if header.slice_type == I:
        return False
    width, length = _skipped(header.qp, count)
    size = -(-length // 8)
    value = int.from_bytes(data[:size].ljust(size, b"\0")) >> (8 * size - length)
    return value < width


def _all_skipped(qp: int, count: int) -> bytes:
    """Return the data of a slice of skipped macroblocks only, with its stop bit (9.3.4.5)."""
    width, length = _skipped(qp, count, ends=True)
    return ((width - 2 | 1) << (-length % 8)).to_bytes(-(-length // 8))


@cache
def _skipped(qp: int, count: int, *, ends: bool = False) -> tuple[int, int]:
    """Return the coder's interval after ``count`` skipped macroblocks: width, and bits so far.

    With ``ends`` that is before the last end_of_slice_flag. Raises NotStatic where skipping is not
    what the coder begins to expect.
    """
    state = min(126, (_SLOPE * qp >> 4) + _OFFSET) - 64
    if state < 0:
        raise NotStatic
    width, length = 510, 9
    for place in range(count):
        width -= _RANGES[4 * state + (width >> 6 & 3)]
        state = min(62, state + 1)
        if width < 256:
            width, length = width << 1, length + 1
        if ends and place == count - 1:
            break
        width -= 2  # end_of_slice_flag is 0
        if width < 256:
            width, length = width << 1, length + 1
    return width, length


def static_height(animated_top: int, guard: int) -> int:
    """How many pixels from the top can be a slice that never changes; 0 for none.

    ``animated_top`` is the first row that changes, ``guard`` how many rows of macroblocks must not.
    """
    # One row more may be changed by the deblocking filter along what moves.
    height = (animated_top // MACROBLOCK - guard - 1) * MACROBLOCK
    return height if height >= SMALLEST else 0
