"""``python -m tests.i18n``: keep that the translations say what English says now.

Where English changed and some languages didn't, these are named, and nothing is kept; with
``--looked-at`` they say the same already, and it is kept.
"""

import sys

from tests.i18n.translated import left_behind, present, recorded, write


def main(arguments: list[str]) -> None:
    """Keep the digests, or exit with what to do."""
    now = present()
    behind = {} if "--looked-at" in arguments else left_behind(recorded(), now)
    if behind:
        lines = [
            f"{text_id}: English changed, and not {', '.join(languages)}"
            for text_id, languages in behind.items()
        ]
        told = "Translate them, or keep that they say the same: make translated ARGS=--looked-at"
        sys.exit("\n".join([*lines, told]))
    write(now)


main(sys.argv[1:])
