"""``python -m landbridge`` is the command ``landbridge``."""

import sys

from landbridge.cli.main import main

sys.exit(main())
