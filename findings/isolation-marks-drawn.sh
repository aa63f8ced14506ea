#!/usr/bin/env bash
# Question: Fluent puts invisible marks (FSI and PDI, U+2068 and U+2069) around what it inserts, so
#   that names in another direction stay together. The text is drawn by Pillow: what is seen of them?
# Guess: nothing; they have no width, in a font that knows them or not.
# Seen: nothing with Raqm. Pillow's basic layout, which it takes without a word where libfribidi
#   isn't found, draws a box for each: the glyph of a missing letter, as wide as one. And who turns
#   right-to-left text round for that layout meets the next: python-bidi's `bidi.algorithm`
#   raises AssertionError at the marks, and its other `get_display`, which understands them, leaves
#   them in the text, boxes and all.
# So: for pictures make the bundle with use_isolating=False, or take the marks out when the text has
#   been turned round; check features.check_feature("fribidi") where the pictures are made.
# With: fluent.runtime 0.4.0, pillow 13.0.0, python-bidi 0.6.12; the letters are those that Pillow brings along
# Output seen on 2026-12-01:
#   by default Fluent says '\u2068Night\u2069 is ready'
#   basic layout: 40 pixels wider with the marks, another picture
#   Raqm: 0 pixels wider with the marks, the same picture
#   bidi.get_display: '\u2068\u05dd\u05d5\u05dc\u05e9\u2069 is ready'
#   bidi.algorithm.get_display: AssertionError: FSI not allowed here
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    fluent.runtime==0.4.0 pillow==13.0.0 python-bidi==0.6.12
cd "$work"
"$work/venv/bin/python" -W ignore - <<'END'
import bidi
import bidi.algorithm
from fluent.runtime import FluentBundle, FluentResource
from PIL import Image, ImageDraw, ImageFont, features


def text(isolating, title):
    bundle = FluentBundle(["en"], use_isolating=isolating)
    bundle.add_resource(FluentResource("ready = { $title } is ready\n"))
    return bundle.format_pattern(bundle.get_message("ready").value, {"title": title})[0]


def drawn(words, layout):
    font = ImageFont.load_default(40).font_variant(layout_engine=layout)
    picture = Image.new("L", (1000, 80))
    ImageDraw.Draw(picture).text((10, 10), words, font=font, fill=255)
    return font.getlength(words), picture


plain, marked = text(False, "Night"), text(True, "Night")
print(f"by default Fluent says {ascii(marked)}")
assert marked == "\u2068Night\u2069 is ready", "it has changed"
layouts = {"basic layout": ImageFont.Layout.BASIC}
if features.check_feature("raqm") and features.check_feature("fribidi"):
    layouts["Raqm"] = ImageFont.Layout.RAQM
for name, layout in layouts.items():  # Raqm where the machine has libfribidi
    (width, picture), (wider, other) = drawn(plain, layout), drawn(marked, layout)
    same = picture.tobytes() == other.tobytes()
    print(f"{name}: {wider - width:.0f} pixels wider with the marks, "
          f"{'the same picture' if same else 'another picture'}")
    assert (wider > width, same) == ((name != "Raqm"), (name == "Raqm")), "it has changed"

hebrew = text(True, "\u05e9\u05dc\u05d5\u05dd")
turned = bidi.get_display(hebrew)
print(f"bidi.get_display: {ascii(turned)}")
assert turned == "\u2068\u05dd\u05d5\u05dc\u05e9\u2069 is ready", "it has changed"
try:
    bidi.algorithm.get_display(hebrew)
except AssertionError as error:
    print(f"bidi.algorithm.get_display: AssertionError: {error}")
else:
    raise SystemExit("bidi.algorithm takes them now")
END
