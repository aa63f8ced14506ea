#!/usr/bin/env bash
# Question: fluent.runtime chooses between "song" and "songs". Does it matter whether 1 is an int,
#   a float, a Decimal or True, and does NUMBER change the choice?
# Guess: all of them are 1; NUMBER(…, minimumFractionDigits: 1) shows "1.0", and English then says
#   "1.0 songs"; NUMBER(…, type: "ordinal") gives 1st, 2nd, 3rd, as Fluent's guide says.
# Seen: a Decimal is formatted as a number but never *matched* as one: Decimal(1) is "1 songs",
#   not even the variant [1] takes it, and no error is told. NUMBER's digits change what is shown,
#   not what is chosen: "1.0 song". And "ordinal" isn't known: every number is "th", so "1th",
#   with an error in the list that most callers drop.
# So: turn Decimals (money, credits) into int or float before they are passed, and avoid ordinals.
# With: fluent.runtime 0.4.0, babel 2.18.0
# Output seen on 2026-11-30:
#              1: [('1 song', []), ('exactly one', [])]
#            1.0: [('1 song', []), ('exactly one', [])]
#           True: [('1 song', []), ('exactly one', [])]
#   Decimal('1'): [('1 songs', []), ('another number', [])]
#         tenths: ('1.0 song', [])
#          place: ('1th', ['TypeError'])
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check fluent.runtime==0.4.0 babel==2.18.0
"$work/venv/bin/python" - <<'END'
from decimal import Decimal

from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en"], use_isolating=False)
bundle.add_resource(FluentResource("""
songs = { $n } { $n ->
    [one] song
   *[other] songs
 }
exact = { $n ->
    [1] exactly one
   *[other] another number
 }
tenths = { NUMBER($n, minimumFractionDigits: 1) } { NUMBER($n, minimumFractionDigits: 1) ->
    [one] song
   *[other] songs
 }
place = { $n }{ NUMBER($n, type: "ordinal") ->
    [one] st
    [two] nd
    [few] rd
   *[other] th
 }
"""))


def told(name, number):
    text, errors = bundle.format_pattern(bundle.get_message(name).value, {"n": number})
    return text, [type(error).__name__ for error in errors]


found = {}
for number in (1, 1.0, True, Decimal(1)):
    found[repr(number)] = shown = [told(name, number) for name in ("songs", "exact")]
    print(f"{number!r:>12}: {shown}")
for name in ("tenths", "place"):
    found[name] = told(name, 1)
    print(f"{name:>12}: {found[name]}")
assert found["1"] == found["1.0"] == found["True"] == [("1 song", []), ("exactly one", [])]
assert found["Decimal('1')"] == [("1 songs", []), ("another number", [])]
assert found["tenths"] == ("1.0 song", [])
assert found["place"] == ("1th", ["TypeError"])
END
