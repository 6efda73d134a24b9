"""The application that a WSGI server serves: `app:app`."""

import sys

from directory.web import create_app

app = create_app(access_log=sys.stdout)
