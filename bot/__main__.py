"""Lets `python -m bot` stand for the `crmurl` command."""

import sys

from bot import cli


def main() -> None:
    """Run the command line and end with its exit status."""
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
