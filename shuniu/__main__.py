"""`python -m shuniu` is the same program as `shuniu`."""

import sys

from shuniu.cli import main

if __name__ == "__main__":
    sys.exit(main())
