"""The command line: ``python -m bot …``, the same as ``musicvideo-bot …``."""

import argparse
import asyncio
import logging
import platform
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot import diagnostics, logs
from bot.app.runner import run_app
from bot.clock import utc_now
from bot.config import Config, ConfigError, example_config, load
from bot.diagnostics import job_story
from bot.discord_client.connection import NotStarted
from bot.i18n.texts import LOCALES
from bot.store import DatabaseError
from bot.studio import cli as studio_cli
from bot.studio import render_cli
from bot.studio.app import StudioNotStarted
from bot.version import NAME, VERSION
from bot.web.server import PortTaken
from bot.workers.maintenance import backup_cli, settle

log = logging.getLogger(__name__)

_NOT_STARTED: Final = (NotStarted, DatabaseError, StudioNotStarted, PortTaken)
_DEFAULT_CONFIG: Final = Path("config.toml")
_LONG_RUNNING: Final = ("run", "studio")
"""Commands whose log is kept: its first line says which version wrote it."""

_TOOLS: Final[Mapping[str, Callable[[argparse.Namespace, Config], int]]] = {
    **dict.fromkeys(backup_cli.COMMANDS, backup_cli.execute),
    settle.COMMAND: partial(settle.execute, clock=utc_now),
    job_story.COMMAND: job_story.execute,
}
"""Commands that need the configuration and nothing else."""


def execute() -> int:
    """Run the command line and return its exit status."""
    return _main(_parser().parse_args())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="musicvideo-bot", description=__doc__)
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    configuration = "configuration file (default: config.toml, if there is one)"
    parser.add_argument("--config", type=Path, help=configuration)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="run the bot")
    demo = commands.add_parser("demo", help="try the bot in a local page: no account, no network")
    demo.add_argument("--once", action="store_true", help="make and post one video, then stop")
    demo.add_argument("--port", type=int, default=0, help="the page's port (default: a free one)")
    demo.add_argument(
        "--language",
        choices=LOCALES,
        default="en-US",
        metavar="LANGUAGE",
        help=f"what the people and their server speak: {', '.join(LOCALES)} (default: en-US)",
    )
    example_config.add_arguments(commands)
    diagnostics.add_arguments(commands)
    backup_cli.add_arguments(commands)
    settle.add_arguments(commands)
    job_story.add_arguments(commands)
    actions = studio_cli.add_arguments(commands)
    render_cli.add_arguments(commands)
    for command in [*commands.choices.values(), *actions]:
        # After the command, too: "run --config FILE", "track list --config FILE".
        command.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=configuration)
    return parser


def _main(arguments: argparse.Namespace) -> int:
    if arguments.command == "demo":
        return _demo(once=arguments.once, port=arguments.port, language=arguments.language)
    if arguments.command == example_config.COMMAND:
        return example_config.execute(arguments)
    return _configured(arguments)


def _configured(arguments: argparse.Namespace) -> int:
    """Carry out a command that reads the configuration."""
    path = _existing(arguments.config)
    try:
        config = load(path)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    logs.set_up(config)
    if arguments.command in _LONG_RUNNING:
        log.info("%s %s on Python %s", NAME, VERSION, platform.python_version())
    if arguments.command == "check":
        return diagnostics.execute(arguments, config, path)
    if (tool := _TOOLS.get(arguments.command)) is not None:
        return tool(arguments, config)
    if arguments.command in (*studio_cli.COMMANDS, render_cli.COMMAND):
        return _use_studio(arguments, config)
    return _run(config, path)


def _use_studio(arguments: argparse.Namespace, config: Config) -> int:
    if arguments.command == render_cli.COMMAND:
        return render_cli.execute(arguments, config.studio)
    webhook_key = config.api.webhook_key.get_secret_value() or None
    return studio_cli.execute(arguments, config.studio, webhook_key=webhook_key)


def _demo(*, once: bool, port: int, language: str) -> int:
    try:
        from bot.demo import run_demo  # noqa: PLC0415 - its packages are for the demo only
    except ModuleNotFoundError as error:
        sys.stderr.write(
            f"the demo needs a package that is not installed ({error.name}): use make demo, or"
            " install the bot with its extra, as in pipx install '.[demo]'\n"
        )
        return 1
    return run_demo(once=once, port=port, language=language)


def _existing(path: Path | None) -> Path | None:
    """Return the file to read: the default one may be missing, one that was named may not."""
    return _DEFAULT_CONFIG if path is None and _DEFAULT_CONFIG.exists() else path


def _missing_token(config: Config, path: Path | None) -> str | None:
    """Return what to do where there is no token, or no configuration at all."""
    if path is None and config == Config():
        return (
            f"there is no {_DEFAULT_CONFIG} in {Path.cwd()}: write one with"
            f" python -m bot example-config {_DEFAULT_CONFIG} and put the bot's token in, or name"
            " yours with --config"
        )
    if not config.discord.token.get_secret_value():
        return "discord.token: give the bot's token; README.md says where it is found"
    return None


def _run(config: Config, path: Path | None) -> int:
    if (missing := _missing_token(config, path)) is not None:
        sys.stderr.write(f"{missing}\n")
        return 2
    try:
        asyncio.run(run_app(config))
    except asyncio.CancelledError:
        log.info("stopped")
        return 0
    except PortTaken as error:
        sys.stderr.write(f"{error}; stop what listens there, or change callback.port\n")
        return 1
    except _NOT_STARTED as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BaseExceptionGroup as group:
        return _tell_group(group)
    return 0


def _tell_group(group: BaseExceptionGroup[BaseException]) -> int:
    """Tell why a part of the bot died, which ends the process."""
    expected, rest = group.split(_NOT_STARTED)
    while expected is not None and isinstance(expected, BaseExceptionGroup):
        expected = expected.exceptions[0]  # type: ignore[assignment]
    if rest is None:
        sys.stderr.write(f"{expected}\n")
    else:
        log.critical("a part of the bot died", exc_info=rest)
    return 1
