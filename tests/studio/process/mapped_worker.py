"""The worker that makes a video, which then tells which shared libraries it has loaded."""

import json
import sys
from pathlib import Path

from bot.studio.process.render_process import main


def libraries() -> list[str]:
    """Return the files of all shared libraries that are mapped into this process (Linux)."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    files = {line.split(maxsplit=5)[5] for line in lines if "/" in line}
    return sorted(file for file in files if ".so" in Path(file).name)


if __name__ == "__main__":
    main()
    sys.stdout.write(json.dumps({"libraries": libraries()}) + "\n")
