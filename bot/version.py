"""The version of this program: that of pyproject.toml, known without anything being installed."""

from typing import Final

NAME: Final = "musicvideo-bot"
VERSION: Final = "0.2.0"
