"""A child that is busy for ever, and tells nothing: ``python -m tests.studio.process.busy_worker``.

It tells its process id first, in the file that its request names.
"""

import os
from pathlib import Path

from bot.studio.process.parent_watch import read_request

if __name__ == "__main__":
    Path(read_request()["file"]).write_text(str(os.getpid()))
    while True:
        pass
