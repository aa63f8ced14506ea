"""The commands ``backup`` and ``restore``: a copy of the database, made and brought back."""

import argparse
import sys
from pathlib import Path
from typing import Final

from bot.config import Config
from bot.store import BackupFailed, DatabaseError
from bot.store.backups import copy_closed, restore
from bot.store.database_file import DatabaseLocked
from bot.workers.maintenance.backup_socket import request_backup

COMMANDS: Final = ("backup", "restore")


def add_arguments(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the two commands to the command line."""
    backup = commands.add_parser("backup", help="copy the database, whether or not the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    restore = commands.add_parser("restore", help="put a copy in the database's place")
    restore.add_argument("file", type=Path, metavar="FILE", help="a copy; the bot must not run")


def execute(arguments: argparse.Namespace, config: Config) -> int:
    """Carry out one of the commands, and return the exit status."""
    try:
        if arguments.command == "backup":
            _back_up(config.database.path, arguments.file)
        else:
            _restore(config.database.path, arguments.file)
    except (BackupFailed, DatabaseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _back_up(database: Path, file: Path) -> None:
    if file.exists():
        raise BackupFailed(f"{file}: is there already; name a new file")
    if not file.absolute().parent.is_dir():
        raise BackupFailed(f"{file}: there is no such folder")
    try:
        copy_closed(database, file)
    except DatabaseLocked:
        request_backup(database, file)
    sys.stdout.write(f"{database} copied to {file}\n")


def _restore(database: Path, file: Path) -> None:
    former = restore(file, database)
    sys.stdout.write(f"{file} is now {database}\n")
    if former is not None:
        sys.stdout.write(f"the former database is now {former}\n")
