"""The child process that reads the machine's fonts: ``python -m bot.diagnostics.font_process``.

The bot's own process never opens fonts. Reads ``{"fonts": [...]}`` from standard input and writes
one object: for each script, whether a font here has it.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Read the question, look into the fonts, tell the answer."""
    from bot.studio.render.text.fonts import FontBook  # noqa: PLC0415 - only the child loads it

    question = json.loads(sys.stdin.readline())
    book = FontBook([Path(font) for font in question["fonts"]])
    sys.stdout.write(json.dumps(book.scripts()) + "\n")


if __name__ == "__main__":
    main()
