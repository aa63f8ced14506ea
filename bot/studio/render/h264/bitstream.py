"""H.264's outer syntax as x264 writes it: NAL units, parameter sets and
slice headers (ITU-T H.264).
"""

import re
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

IDR, SLICE, SEQUENCE, PICTURE = 5, 1, 7, 8  # nal_unit_type, table 7-1
P, I = 0, 2  # noqa: E741 - slice_type modulo 5, table 7-6
HEADER_BYTES: Final = 64  # no slice header of ours is nearly as long
_EMULATION: Final = re.compile(rb"\0\0(?=[\0-\3])")


class UnexpectedBitstream(Exception):
    """Something in a stream that x264 doesn't write with our options."""


class BitReader:
    """Reads syntax elements; ``at`` is the bit that comes next."""

    def __init__(self, data: bytes) -> None:
        self.text = bin(int.from_bytes(b"\1" + data))[3:]
        self.at = 0

    def u(self, count: int) -> int:
        """Return an unsigned number of ``count`` bits."""
        self.at += count
        return int(self.text[self.at - count : self.at] or "0", 2)

    def ue(self) -> int:
        """Return an unsigned Exp-Golomb number (9.1)."""
        one = self.text.find("1", self.at)
        if one < 0:
            raise UnexpectedBitstream("a number without end")
        start, self.at = one, 2 * one - self.at + 1
        return int(self.text[start : self.at], 2) - 1

    def se(self) -> int:
        """Return a signed Exp-Golomb number (9.1.1)."""
        code = self.ue()
        return (code + 1) // 2 if code % 2 else -(code // 2)


class ParameterSets(NamedTuple):
    """What the parameter sets say about slices."""

    columns: int  # of macroblocks
    frame_number_bits: int
    order_bits: int  # of pic_order_cnt_lsb; 0 when there is none
    qp: int


class SliceHeader(NamedTuple):
    """A slice's header, apart from the two elements that change when slices are put together.

    ``start`` are the bits from behind first_mb_in_slice to the references, ``references`` and
    ``marking`` those of ref_pic_list_modification and dec_ref_pic_marking, ``coding`` what follows
    up to the deblocking filter's element, and ``tail`` what follows that; where the filter is off
    that is nothing.
    """

    slice_type: int
    qp: int
    start: str
    references: str
    marking: str
    coding: str
    tail: str
    length: int  # bits, with those two elements

    def bits(self, first: int) -> str:
        """Return the header of a slice from macroblock ``first`` on; its edges aren't filtered."""
        middle = self.start + self.references + self.marking + self.coding
        return exp_golomb(first) + middle + exp_golomb(2 if self.tail else 1) + self.tail

    def kept(self) -> "SliceHeader":
        """Return the header of a first picture that stays a reference (8.2.5.1)."""
        return self._replace(marking=self.marking[:-1] + "1")  # long_term_reference_flag

    def kept_instead(self) -> "SliceHeader":
        """Return the header of a picture that is kept from now on, in that one's place."""
        # adaptive_ref_pic_marking_mode_flag; the current picture becomes long-term (6) of number 0,
        # end (0); 7.3.3.3.
        return self._replace(marking="1" + exp_golomb(6) + exp_golomb(0) + exp_golomb(0))

    def from_kept(self) -> "SliceHeader":
        """Return the header of a slice that is predicted from that picture, not the last one."""
        # No other count, a modification: long-term picture (2) of number 0, end (3); 7.3.3.1.
        chosen = "01" + exp_golomb(2) + exp_golomb(0) + exp_golomb(3)
        return self._replace(references=chosen)


@cache
def exp_golomb(number: int) -> str:
    """Return an unsigned number as the bits of ue(v)."""
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


def nal_units(stream: bytes) -> list[bytes]:
    """Return the units of a byte stream (annex B), unescaped."""
    parts = stream.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")[1:]
    return [part.replace(b"\0\0\3", b"\0\0") for part in parts]


def add_emulation_prevention(unit: bytes) -> bytes:
    """Return a unit with its start code, as it goes into a byte stream."""
    return b"\0\0\0\1" + _EMULATION.sub(b"\0\0\3", unit)


def nal_unit_type(unit: bytes) -> int:
    """Return the nal_unit_type."""
    return unit[0] & 31


def parameter_sets(head: bytes) -> dict[int, bytes]:
    """Return an encoder's parameter sets by their types, without what else its head says."""
    units = {nal_unit_type(unit): unit for unit in nal_units(head)}
    return {kind: units[kind] for kind in (SEQUENCE, PICTURE)}


def parse_parameter_sets(head: bytes) -> ParameterSets:
    """Read the parameter sets of an encoder (7.3.2.1, 7.3.2.2). Raises UnexpectedBitstream."""
    units = parameter_sets(head)
    bits = BitReader(units[SEQUENCE][1:])
    if bits.u(8) != 100:  # High
        raise UnexpectedBitstream("another profile")
    bits.u(16)
    if (bits.ue(), bits.ue(), bits.ue(), bits.ue(), bits.u(1), bits.u(1)) != (0, 1, 0, 0, 0, 0):
        raise UnexpectedBitstream("another format")
    frame_number_bits = bits.ue() + 4
    order = bits.ue()
    order_bits = bits.ue() + 4 if order == 0 else 0
    bits.ue()  # frames that are referred to
    bits.u(1)
    columns, _ = bits.ue() + 1, bits.ue()
    if order == 1 or not bits.u(1):
        raise UnexpectedBitstream("fields, or another order")
    return ParameterSets(
        columns, frame_number_bits, order_bits, _pic_init_qp(BitReader(units[PICTURE][1:]))
    )


def _pic_init_qp(bits: BitReader) -> int:
    start = (bits.ue(), bits.ue(), bits.u(1), bits.u(1), bits.ue())
    if start != (0, 0, 1, 0, 0):
        raise UnexpectedBitstream("no CABAC, or groups of slices")
    bits.ue()  # usual numbers of references
    bits.ue()
    if bits.u(1) or bits.u(2) == 1:  # explicit weights
        raise UnexpectedBitstream("weighted prediction")
    qp = 26 + bits.se()
    bits.se()
    bits.se()
    if (bits.u(1), bits.u(1), bits.u(1)) != (1, 0, 0):
        raise UnexpectedBitstream("no say over the deblocking filter")
    return qp


def parse_slice_header(unit: bytes, syntax: ParameterSets) -> SliceHeader:
    """Read a slice's header (7.3.3). Raises UnexpectedBitstream."""
    bits = BitReader(unit[1:HEADER_BYTES])
    bits.ue()  # first_mb_in_slice
    start = bits.at
    slice_type = bits.ue() % 5
    bits.ue()
    bits.u(syntax.frame_number_bits)
    if nal_unit_type(unit) == IDR:
        bits.ue()
    bits.u(syntax.order_bits)
    references = bits.at
    if slice_type == P:
        _references(bits)
    elif slice_type != I:
        raise UnexpectedBitstream("a picture of two directions")
    marking = bits.at
    if unit[0] >> 5:
        _marking(bits, nal_unit_type(unit))
    coding = bits.at
    if slice_type != I and bits.ue() != 0:  # cabac_init_idc
        raise UnexpectedBitstream("another beginning of CABAC")
    qp = syntax.qp + bits.se()
    end = bits.at
    unfiltered = bits.ue()
    if unfiltered > 1:
        raise UnexpectedBitstream("another filter")
    tail = bits.at
    if not unfiltered:
        bits.se()
        bits.se()
    edges = (start, references, marking, coding, end)
    begun, chosen, kept, coded = (bits.text[one:other] for one, other in pairwise(edges))
    end_bits = bits.text[tail : bits.at]
    return SliceHeader(slice_type, qp, begun, chosen, kept, coded, end_bits, bits.at)


def _references(bits: BitReader) -> None:
    if bits.u(1):
        bits.ue()
    if bits.u(1):
        while bits.ue() != 3:
            bits.ue()


def _marking(bits: BitReader, unit_type: int) -> None:
    if unit_type == IDR:
        bits.u(2)
    elif bits.u(1):
        while operation := bits.ue():
            bits.ue()
            if operation == 3:
                bits.ue()
