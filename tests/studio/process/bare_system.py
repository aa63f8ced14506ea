"""Runs a module where the system has no shared libraries but Python's own, and no fonts.

``python -m tests.studio.process.bare_system MODULE``: in a mount namespace of its own, each library
that isn't a part of the C or C++ run time, or linked to by Python's own modules, is an empty file.
Ends with the status NOT_PERMITTED where there can't be such a namespace.
"""

import ctypes
import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

NOT_PERMITTED: Final = 77
LIBRARY_FOLDERS: Final = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64")
FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts")
_CLONE_NEWNS, _CLONE_NEWUSER = 0x20000, 0x10000000  # unshare(2)
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18  # mount(2)

RUN_TIME: Final = re.compile(
    r"ld-linux-.*|ld-musl-.*|lib(c|m|mvec|dl|pthread|rt|util|resolv|nsl|anl|nss_\w+)(-2\.\d+)?"
    r"|lib(stdc\+\+|gcc_s)"
)
PYTHONS_OWN: Final = re.compile(
    r"lib(python3[\d.]*|z|zstd|bz2|lzma|ssl|crypto|ffi|sqlite3|expat|mpdec|uuid|crypt|tirpc|gdbm"
    r"|gdbm_compat|db-[\d.]+|readline|ncursesw?|panelw?|tinfo|gssapi_krb5|krb5|k5crypto|com_err"
    r"|krb5support|keyutils)"
)

_PLACES: Final = tuple(
    f"{Path(place).resolve()}/"
    for place in (sys.prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))
)


def is_needed(library: Path) -> bool:
    """Say whether Python itself, with its standard library, needs a library of the system."""
    stem = library.name.split(".so")[0]
    return bool(RUN_TIME.fullmatch(stem) or PYTHONS_OWN.fullmatch(stem))


def is_pythons(library: Path) -> bool:
    """Say whether a library came with Python, or with a package in its environment."""
    return str(library).startswith(_PLACES)


def needless_libraries() -> Iterator[Path]:
    """Return the system's shared libraries that only other programs need."""
    for folder in {Path(name).resolve() for name in LIBRARY_FOLDERS}:
        for file in folder.rglob("*.so*"):
            if not (file.is_symlink() or is_needed(file) or is_pythons(file)) and file.is_file():
                yield file


def hide() -> None:
    """Hide libraries and fonts from this process and its children. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)

    def call(answer: int) -> None:
        if answer:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def bind(source: str, target: str) -> None:
        call(libc.mount(source.encode(), target.encode(), None, _MS_BIND, None))

    call(libc.unshare(_CLONE_NEWNS if os.geteuid() == 0 else _CLONE_NEWNS | _CLONE_NEWUSER))
    call(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None))
    for library in list(needless_libraries()):
        bind("/dev/null", str(library))
    with tempfile.TemporaryDirectory() as nothing:
        for folder in filter(os.path.isdir, FONT_FOLDERS):
            bind(nothing, folder)


if __name__ == "__main__":
    try:
        hide()
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(NOT_PERMITTED)
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])  # noqa: S606
