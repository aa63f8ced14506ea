"""How a video is encoded: x264's options, and encoders that have them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from av.video.codeccontext import VideoCodecContext

from bot.studio.render.h264.slice_stitching import FRACTION_GUARD, REACH, WHOLE_GUARD
from bot.studio.render.scene.frame_renderer import Scene
from bot.studio.render.spec import Profile

BT709: Final = 1  # ISO/IEC 23091-2: primaries, transfer and matrix
GLOBAL_HEADER: Final = (
    1 << 22
)  # AV_CODEC_FLAG_GLOBAL_HEADER: parameter sets go into the file's head
LIMITED_RANGE: Final = 1  # AVCOL_RANGE_MPEG

# Constant quantisers: a still ground costs nothing after a part's first frame, so that one is made
# finer (ipratio) and all rate control is left out. Against crf with macroblock tree, as measured
# on these pictures: 2 dB better and a third faster at the same size.
# Small differences are coded and not rounded away: otherwise traces of a bar stay where it was.
PLAIN: Final = (
    "rc-lookahead=0:mbtree=0:scenecut=0:open-gop=0:stitchable=1:no-dct-decimate=1:weightp=0"
    f":mvrange={REACH}:dpb-size=2"  # the last picture, and a part's first
)


class _Setting(NamedTuple):
    """A profile in x264's terms; ``guard`` is that of slice_stitching, in macroblocks."""

    preset: str
    qp: int
    params: str
    guard: int


PROFILES: Final[dict[Profile, _Setting]] = {
    # No B pictures: openh264, a player of browsers without a patent licence, shows them wrong where
    # they have 8x8 parts, and their edges else. Searching wider makes up for the size.
    "small": _Setting(
        "veryfast", 29, f"{PLAIN}:ipratio=4:bframes=0:trellis=1:me=umh", FRACTION_GUARD
    ),
    "fast": _Setting(
        "ultrafast",
        29,
        # Parts of 8x8: a seventh smaller at the same PSNR, for a twentieth of the encoder's time.
        f"{PLAIN}:ipratio=4:8x8dct=1:cabac=1:no-deblock=0:deadzone-inter=13:subme=0"
        ":partitions=p8x8,i4x4",
        WHOLE_GUARD,
    ),
}


# What is encoded once for a whole video may take its time: 15 % smaller. No filter, which would
# make what lies under a light softer wherever that changes.
ONCE_PRESET: Final = "superfast"
ONCE: Final = (
    ":subme=1:me=dia:trellis=0:no-psy=1:aq-mode=0:ref=1:bframes=0:weightp=0:cabac=1:8x8dct=1"
    ":no-deblock=1:partitions=p8x8,i8x8,i4x4"
)
FIRST_FINER: Final = 12  # QP that a part's first picture is finer by: ipratio=4
GROUND_FINER: Final = 5  # the same of slow changes: in the dark their blocks are seen
LIGHT_FINER: Final = 0  # and of quick ones
ONCE_COARSER: Final = (
    1  # at most, where a video must be small: it is little, and much is seen of it
)


@dataclass(frozen=True)
class Quality:
    """How a video is encoded: ``coarser`` is added to the profile's QP, 6 halve the size."""

    profile: Profile
    fps: int
    coarser: int = 0

    def options(self, part_frames: int) -> dict[str, str]:
        """Return the options for libx264, when the longest part has ``part_frames`` frames."""
        preset, qp, params, _ = PROFILES[self.profile]
        params += f":qp={qp + self.coarser}:keyint={part_frames}:min-keyint={part_frames}"
        return {"preset": preset, "profile": "high", "x264-params": params}

    def once(self, options: dict[str, str], finer: int) -> dict[str, str]:
        """Return the options for what is encoded once for a whole video.

        Its first picture is that of a part, what follows it is ``finer`` than there.
        """
        plain = PROFILES[self.profile].qp
        first = plain + self.coarser - FIRST_FINER
        later = max(first, plain + min(self.coarser, ONCE_COARSER) - finer)
        ratio = 2 ** ((later - first) / 6)
        params = f"{options['x264-params']}{ONCE}:qp={later}:ipratio={ratio:.4f}"
        return options | {"preset": ONCE_PRESET, "x264-params": params}

    @property
    def guard(self) -> int:
        """Rows of macroblocks that must stand still above what moves (see slice_stitching)."""
        return PROFILES[self.profile].guard


def encoder_for(scene: Scene, fps: int, options: dict[str, str]) -> VideoCodecContext:
    """Return a single-threaded x264 for one part."""
    context = VideoCodecContext.create("libx264", "w")
    describe(context, scene, fps)
    context.options = dict(options)
    context.flags |= GLOBAL_HEADER
    return context


def describe(context: VideoCodecContext, scene: Scene, fps: int) -> None:
    """Tell a context what it encodes."""
    context.width, context.height = scene.width, scene.height
    context.pix_fmt = "yuv420p"
    context.framerate, context.time_base = Fraction(fps), Fraction(1, fps)
    context.thread_count = 1
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    context.bit_rate = 0
