#!/usr/bin/env bash
# Question: python-bidi brings Hebrew or Arabic text into the order in which it is drawn. Does it
#   turn brackets round, keep lines apart, and give the same from both places it can be imported
#   from?
# Guess: yes; `bidi.get_display` and `bidi.algorithm.get_display` are the same function.
# Seen: they are two programs. `bidi.get_display` (Rust, the documented one) leaves brackets as
#   they were, so "(shalom)" is drawn as ")molahs("; and it takes several lines for one: the first
#   line's end comes to the front of the text, so that line 1 and line 2 stand on one line.
#   `bidi.algorithm.get_display` turns brackets round, and raises AssertionError for isolates
#   (U+2066 to U+2069), which Fluent puts around every value unless told not to.
# So: draw with a shaper that does this itself (Raqm, Pango), or go line by line and mirror
#   brackets.
# With: python-bidi 0.6.12
# Output seen on 2026-11-30:
#             bidi: '(shalom)' -> ')molahs('
#             bidi: 'shalom 1\nsong shalom 2' -> '\n1 molahssong 2 molahs'
#             bidi: 'a \u2068shalom\u2069 b' -> 'a \u2068molahs\u2069 b'
#   bidi.algorithm: '(shalom)' -> '(molahs)'
#   bidi.algorithm: 'shalom 1\nsong shalom 2' -> '1 molahs\n2 molahs song'
#   bidi.algorithm: 'a \u2068shalom\u2069 b' -> 'AssertionError: FSI not allowed here'
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-bidi==0.6.12
"$work/venv/bin/python" - <<'END'
import bidi
import bidi.algorithm

WORD, DRAWN = "\u05e9\u05dc\u05d5\u05dd", "\u05dd\u05d5\u05dc\u05e9"


def told(function, text):
    try:
        return function(text)
    except AssertionError as error:
        return f"AssertionError: {error}"


def plain(text):
    """Hebrew letters as words of ASCII, so that a terminal doesn't turn them once more."""
    return repr(text.replace(DRAWN, "molahs").replace(WORD, "shalom"))


CASES = (f"({WORD})", f"{WORD} 1\nsong {WORD} 2", f"a \u2068{WORD}\u2069 b")
found = {}
for function in (bidi.get_display, bidi.algorithm.get_display):
    where = "bidi.algorithm" if function is bidi.algorithm.get_display else "bidi"
    for case in CASES:
        found[where, case] = told(function, case)
        print(f"{where:>14}: {plain(case)} -> {plain(found[where, case])}")
brackets, lines, isolate = CASES
assert found["bidi", brackets] == f"){DRAWN}(", "brackets are turned round now"
assert found["bidi.algorithm", brackets] == f"({DRAWN})"
assert found["bidi", lines].startswith("\n"), "lines are kept apart now"
assert found["bidi.algorithm", isolate].startswith("AssertionError"), "isolates are known now"
END
