"""The libraries that wheels bring along as files of their own, and their licences.

The licences are as each project states them itself; a wheel's own metadata is silent about most.
"""

from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Library:
    """A bundled project; ``files`` are its files' names up to the hash that a wheel adds."""

    project: str
    licence: str
    files: tuple[str, ...]


_GPL_OR_LGPL: Final = "LGPL-3.0-or-later OR GPL-2.0-or-later"
_FFMPEG: Final = tuple(
    f"lib{part}"
    for part in ("avcodec", "avdevice", "avfilter", "avformat", "avutil", "swresample", "swscale")
)

BUNDLED: Final[dict[str, tuple[Library, ...]]] = {
    "av": (
        Library("alsa-lib", "LGPL-2.1-or-later", ("libasound",)),
        Library("dav1d", "BSD-2-Clause", ("libdav1d",)),
        # Built with --enable-version3; it calls x264 and x265, which are under the GPL.
        Library("FFmpeg", "LGPL-3.0-or-later", _FFMPEG),
        Library("GMP", _GPL_OR_LGPL, ("libgmp",)),
        Library("GnuTLS", "LGPL-2.1-or-later", ("libgnutls",)),
        Library("LAME", "LGPL-2.0-or-later", ("libmp3lame",)),
        Library("libaom", "BSD-2-Clause", ("libaom",)),
        Library("libdrm", "MIT", ("libdrm",)),
        Library("libogg", "BSD-3-Clause", ("libogg",)),
        Library("libunistring", _GPL_OR_LGPL, ("libunistring",)),
        Library("libvorbis", "BSD-3-Clause", ("libvorbis", "libvorbisenc")),
        Library("libvpl", "MIT", ("libvpl",)),
        Library("libvpx", "BSD-3-Clause", ("libvpx",)),
        Library("libwebp", "BSD-3-Clause", ("libsharpyuv", "libwebp", "libwebpmux")),
        Library("libXau", "MIT-open-group", ("libXau",)),
        Library("libxcb", "MIT", ("libxcb", "libxcb-shape", "libxcb-shm", "libxcb-xfixes")),
        Library("Nettle", _GPL_OR_LGPL, ("libhogweed", "libnettle")),
        Library("opencore-amr", "Apache-2.0", ("libopencore-amrnb", "libopencore-amrwb")),
        Library("OpenH264", "BSD-2-Clause", ("libopenh264",)),
        Library("Opus", "BSD-3-Clause", ("libopus",)),
        Library("Speex", "BSD-3-Clause", ("libspeex",)),
        Library("SVT-AV1", "BSD-3-Clause-Clear", ("libSvtAv1Enc",)),
        Library("x264", "GPL-2.0-or-later", ("libx264",)),
        Library("x265", "GPL-2.0-or-later", ("libx265",)),
    ),
    "numpy": (
        Library("libgfortran", "GPL-3.0-or-later WITH GCC-exception-3.1", ("libgfortran",)),
        Library("libquadmath", "LGPL-2.1-or-later", ("libquadmath",)),
        Library("OpenBLAS", "BSD-3-Clause", ("libscipy_openblas64_",)),
    ),
    "pillow": (
        Library("Brotli", "MIT", ("libbrotlicommon", "libbrotlidec")),
        Library("FreeType", "FTL OR GPL-2.0-or-later", ("libfreetype",)),
        Library("HarfBuzz", "MIT-Modern-Variant", ("libharfbuzz",)),
        Library("libavif", "BSD-2-Clause", ("libavif",)),
        Library("libjpeg-turbo", "IJG AND BSD-3-Clause AND Zlib", ("libjpeg",)),
        Library("libpng", "libpng-2.0", ("libpng16",)),
        Library("libtiff", "libtiff", ("libtiff",)),
        Library(
            "libwebp", "BSD-3-Clause", ("libsharpyuv", "libwebp", "libwebpdemux", "libwebpmux")
        ),
        Library("libXau", "MIT-open-group", ("libXau",)),
        Library("libxcb", "MIT", ("libxcb",)),
        Library("Little CMS", "MIT", ("liblcms2",)),
        Library("OpenJPEG", "BSD-2-Clause", ("libopenjp2",)),
        Library("XZ Utils", "0BSD", ("liblzma",)),
        Library("Zstandard", "BSD-3-Clause OR GPL-2.0-only", ("libzstd",)),
    ),
}


def installed_in(package: str) -> set[str]:
    """Return the bundled files of an installed package, without a wheel's hashes and versions."""
    files = distribution(package).files or []
    names = [Path(str(path)).name for path in files if ".libs/" in str(path)]
    return {name.partition(".so")[0].rpartition("-")[0] or name for name in map(_short, names)}


def _short(name: str) -> str:
    """Leave out a second hash: libgfortran has one from its own build as well."""
    stem, dot, rest = name.partition(".so")
    parts = stem.split("-")
    while len(parts) > 2 and all(len(part) == 8 for part in parts[-2:]):
        parts.pop()
    return "-".join(parts) + dot + rest


def faults() -> list[str]:
    """Tell which bundled files are installed and not listed here.

    What is listed and not installed is no fault: wheels for other machines differ a little.
    """
    found = []
    for package, libraries in BUNDLED.items():
        listed = {name for library in libraries for name in library.files}
        unknown = installed_in(package) - listed
        found += [f"{package} brings {name}, which bundled.py doesn't know" for name in unknown]
    return sorted(found)
