"""The renderer that waits for a file: ``python -m tests.studio.process.gated_worker``.

The variable STUDIO_WORKER_GATE names the file.
"""

import os
import sys
import time
from pathlib import Path

from bot.studio.process.parent_watch import end_with_parent
from bot.studio.process.render_process import main

if __name__ == "__main__":
    end_with_parent()
    sys.stdout.write('{"progress": 0.001}\n')
    sys.stdout.flush()
    while not Path(os.environ["STUDIO_WORKER_GATE"]).exists():
        time.sleep(0.02)
    sys.exit(main())
