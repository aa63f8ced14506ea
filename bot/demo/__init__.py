"""The whole bot in a local browser page, with people and servers in it: ``python -m bot demo``."""

from bot.demo.runner import run_demo

__all__ = ["run_demo"]
