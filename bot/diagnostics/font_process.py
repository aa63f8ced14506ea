"""The child process that draws a word of each script: ``python -m bot.diagnostics.font_process``.

The bot's own process never opens fonts. Reads ``{"fonts": [...]}`` from standard input and writes
one object: for each script, whether its word was drawn whole.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.diagnostics.specimens import SPECIMENS
from bot.studio.process.parent_watch import read_request

if TYPE_CHECKING:
    from bot.studio.render.text.typesetting import Typesetter

_SIZE: Final = 40  # pixels


def main() -> None:
    """Read the question, draw, tell the answer."""
    from bot.studio.render.text.typesetting import Typesetter  # noqa: PLC0415 - only the child loads it

    request = read_request()
    setter = Typesetter(tuple(Path(font) for font in request["fonts"]))
    answer = {name: _is_drawn(setter, word) for name, word in SPECIMENS.items()}
    sys.stdout.write(json.dumps(answer) + "\n")


def _is_drawn(setter: "Typesetter", word: str) -> bool:
    """Draw a word as a render does, and say whether all of it is there."""
    from PIL import Image  # noqa: PLC0415

    block = setter.fit(word, width=20 * _SIZE, lines=1, size=_SIZE, smallest=_SIZE)
    picture = Image.new("RGB", (block.width + 2 * _SIZE, block.height + 2 * _SIZE))
    setter.draw(picture, block, (_SIZE, _SIZE), colour=(255, 255, 255))
    return block.text == word and picture.getbbox() is not None


if __name__ == "__main__":
    main()
