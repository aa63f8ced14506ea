"""A child on a system that can't limit it: ``python -m tests.studio.process.unlimited_worker``."""

import json
import sys


def main() -> None:
    """Tell what the question says can't be limited, then the end."""
    question = json.loads(sys.stdin.readline())
    sys.stdout.write(json.dumps(question) + "\n" + json.dumps({"done": {}}) + "\n")


if __name__ == "__main__":
    main()
