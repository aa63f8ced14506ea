#!/usr/bin/env bash
# Question: a SQLite database in WAL mode that no process has open is read with mode=ro, as a tool
#   for the host would. Does that leave its folder as it was?
# Guess: yes; a read-only connection writes nothing.
# Seen: it makes NAME-wal and NAME-shm and leaves them, where the last connection that may write would
#   have removed them. What then takes a log beside a database for unfinished work is misled, and in a
#   folder that can't be written nothing can be read at all. (Made by root they are given to the
#   database's owner.) immutable=1 makes nothing, but is right only while nobody writes.
# So: open with immutable=1 while there is no NAME-wal, which says that no process has it, and with
#   mode=ro otherwise.
# With: SQLite 3.40.1 (Python's sqlite3)
# Output seen on 2026-11-30:
#   closed: a.db
#   after mode=ro: a.db a.db-shm a.db-wal
#   after immutable=1: b.db
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'END'
import os
import sqlite3
from contextlib import closing


def files(name):
    return " ".join(sorted(file for file in os.listdir() if file.startswith(name)))


for name in ("a.db", "b.db"):
    with closing(sqlite3.connect(name)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x)")
        database.commit()
print("closed:", files("a.db"))
for name, how in (("a.db", "mode=ro"), ("b.db", "immutable=1")):
    with closing(sqlite3.connect(f"file:{name}?{how}", uri=True)) as database:
        assert database.execute("SELECT count(*) FROM t").fetchone() == (0,)
    print(f"after {how}:", files(name))
assert files("a.db") == "a.db a.db-shm a.db-wal", "nothing is left behind now"
assert files("b.db") == "b.db"
END
