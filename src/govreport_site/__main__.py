"""`python -m govreport_site` is `govreport`."""

import sys

from govreport_site.cli import main

if __name__ == "__main__":
    sys.exit(main())
