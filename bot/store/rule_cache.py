"""What moderators have set, as it was read last: each command and each post needs all of it.

One connection makes every change in one process, so that its own triggers know of each: whatever
statement changes a server's rules makes them be read anew, and no caller has to think of it.
"""

from collections import OrderedDict
from typing import Any, Final

import aiosqlite

TABLES: Final = ("access_rules", "blocked_words", "branding", "guild_settings", "role_limits")
"""What is kept comes from these, and from nothing else."""

MOST_GUILDS: Final = 256
"""Of so many servers, those whose rules were read last."""

_EVENTS: Final = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


class RuleCache:
    """The servers' rules by what they are. Used on the database's own thread only."""

    def __init__(self) -> None:
        self.guilds: OrderedDict[int, dict[str, Any]] = OrderedDict()

    async def watch(self, connection: aiosqlite.Connection) -> None:
        """Forget a server's rules with every change of one, from now on."""
        await connection.create_function("forget_rules", 1, self.forget)
        for table in TABLES:
            for event, row in _EVENTS.items():
                await connection.execute(
                    f"CREATE TEMP TRIGGER forget_{table}_{event} AFTER {event} ON main.{table}"
                    f" BEGIN SELECT forget_rules({row}.guild_id); END"
                )

    def forget(self, guild_id: int) -> None:
        """Have a server's rules read anew."""
        self.guilds.pop(guild_id, None)

    def keep(self, guild_id: int, name: str, rules: object) -> None:
        """Keep some of a server's rules, which are committed, until one of them changes."""
        self.guilds.setdefault(guild_id, {})[name] = rules
        self.guilds.move_to_end(guild_id)
        if len(self.guilds) > MOST_GUILDS:
            self.guilds.popitem(last=False)
