"""What is wrong with a TOML file, in words that somebody understands who edits one once a year."""

import re
import tomllib
from typing import Final

_PLACE: Final = re.compile(r"\(at line (\d+), column (\d+)\)$")
_AT: Final = re.compile(r" ?\(at (?:line|end of document).*\)$")
_VALUE: Final = re.compile(r"""^\s*[\w.-]+\s*=\s*(.*?)\s*$""")
_PLAIN: Final = re.compile(r"true|false|[+-]?[\d_.]+|\[|\{")
_QUOTE: Final = 'a text stands between two quotes, as in name = "text"'
_TWICE: Final = "this key or section is there already: keep one of them"
_BACKSLASH: Final = "in a text, write \\\\ for a backslash, or put it between two '"
_WORDS: Final = (
    ("Cannot overwrite", _TWICE),
    ("Cannot declare", _TWICE),
    ("Cannot mutate", _TWICE),
    ("Duplicate", _TWICE),
    ("Expected '='", "after the name of a key comes =, and then its value"),
    ("Expected ']' at the end of a table", "the section's name has no ] behind it"),
    ("Unclosed array", "a list has no ] at its end"),
    ("Unclosed inline table", "a { has no } at its end"),
    ("Unterminated string", "a text that begins with three quotes has none at its end"),
    ('Expected \'"""\'', "a text that begins with three quotes has none at its end"),
    ("Unescaped", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Illegal character '\\n'", f"a quote is missing: {_QUOTE}"),
    ('Expected "\'"', f"a quote is missing: {_QUOTE}"),
    (
        "Expected newline",
        "there is something behind the value: one key a line, and # before remarks",
    ),
)
"""What the library says of files, by how it begins (tomllib of Python 3.11 to 3.14)."""


def describe_toml_error(error: tomllib.TOMLDecodeError, content: bytes) -> str:
    """Return the line, what is wrong there, and what to write instead.

    Never what stands there, which may be a secret. ``content``: the file's own.
    """
    message = str(error)
    text = content.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if place := _PLACE.search(message):
        number = int(place[1])
        return f"line {number}: {_described(message, lines[number - 1])}"
    # It only shows at the end: what began long before it did not end.
    half = next((at for at, line in enumerate(lines, 1) if _lacks_quote(line)), None)
    if half is not None:
        return f"line {half}: {_described(message, lines[half - 1])}"
    if message.startswith("Invalid value"):
        return "at its end: a list has no ]"
    return f"at its end: {_described(message, '')}"


def _described(message: str, line: str) -> str:
    if _lacks_quote(line):
        return f"a quote is missing: {_QUOTE}"
    for beginning, words in _WORDS:
        if message.startswith(beginning):
            return words
    is_invalid = message.startswith("Invalid value")
    return _invalid_value(_value(line)) if is_invalid else _AT.sub("", message)


def _invalid_value(value: str) -> str:
    if not value:
        return "the value is missing behind ="
    if value.casefold() in ("true", "false"):
        return f"write {value.casefold()}, in small letters"
    if value[0] in "\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}":
        return 'these are quotes for printing: use the straight ones, "'
    if _PLAIN.match(value):
        return "this is no number, date, text or list: texts and dates in lists need quotes, too"
    return f"the quotes are missing: {_QUOTE}"


def _value(line: str) -> str:
    return match[1] if (match := _VALUE.match(line)) else ""


def _lacks_quote(line: str) -> bool:
    """Return whether a value begins with a quote and doesn't end with one, or the other way."""
    value = _value(line)
    return any(_is_half_quoted(value, quote) for quote in ('"', "'")) and '"""' not in value


def _is_half_quoted(value: str, quote: str) -> bool:
    """Return whether a value has one of two quotes; what stands behind # doesn't count."""
    if not value or quote not in (value[0], value.partition("#")[0].rstrip()[-1:]):
        return False
    return value.partition("#")[0].replace(f"\\{quote}", "").count(quote) % 2 == 1
