"""Runs the benchmarks, or those that are named: `python -m tests.bench diagnosis urls`."""

import importlib
import sys

BENCHES = ("diagnosis", "calibration", "speed", "growth", "urls", "importing", "chatter")


def main() -> None:
    """Print the tables of each benchmark."""
    for name in sys.argv[1:] or BENCHES:
        print(f"== {name}")
        importlib.import_module(f"tests.bench.{name}").main()


if __name__ == "__main__":
    main()
