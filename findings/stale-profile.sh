#!/usr/bin/env bash
# Question: a cover with a colour profile is turned into another mode, scaled, and saved. Does the
#   old profile go along?
# Guess: no: `convert` makes another kind of picture, so the profile of the former one is dropped;
#   and whether one is written is the same for every format.
# Seen: `convert`, `resize` and `copy` keep it in `info`, and whether it is then written depends
#   on the format: PNG, AVIF and TIFF write it without being asked, JPEG and WebP don't. So a
#   picture that was turned from RGB into grey becomes a grey PNG with an RGB profile, which PNG's
#   standard forbids and strict readers (libpng) tell off; and the same code shows other colours
#   as PNG than as JPEG.
# So: pass `icc_profile=None` to `save`, or take it out of `info`, wherever colours were changed.
# With: pillow 13.0.0
# Output seen on 2026-11-30:
#   grey cover as PNG: read as L, its profile is for RGB
#   grey cover as TIFF: read as L, its profile is for RGB
#   grey cover as AVIF: read as L, its profile is for RGB
#   grey cover as JPEG: read as L, its profile is for None
#   grey cover as WEBP: read as RGB, its profile is for None
#   with icc_profile=None: ('L', None)
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
"$work/venv/bin/python" - <<'END'
from io import BytesIO

from PIL import Image, ImageCms

profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
file = BytesIO()
Image.new("RGB", (32, 32), (200, 60, 40)).save(file, "PNG", icc_profile=profile)


def written(picture, kind, **options):
    """Mode, and the profile's own colour space, of what is read back; None for no profile."""
    out = BytesIO()
    picture.save(out, kind, **options)
    back = Image.open(BytesIO(out.getvalue()))
    found = back.info.get("icc_profile")
    return back.mode, found and found[16:20].decode()  # ICC.1, 7.2: data colour space


cover = Image.open(BytesIO(file.getvalue()))
grey = cover.convert("L").resize((16, 16)).copy()
found = {kind: written(grey, kind) for kind in ("PNG", "TIFF", "AVIF", "JPEG", "WEBP")}
for kind, (mode, space) in found.items():
    print(f"grey cover as {kind}: read as {mode}, its profile is for {space}")
print("with icc_profile=None:", written(grey, "PNG", icc_profile=None))
assert {kind for kind, (_, space) in found.items() if space == "RGB "} == {"PNG", "TIFF", "AVIF"}
assert found["PNG"][0] == "L"
assert found["JPEG"] == ("L", None)
assert written(grey, "PNG", icc_profile=None) == ("L", None)
END
