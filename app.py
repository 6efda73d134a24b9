"""The application that a WSGI server serves: `app:app`."""

from directory.web import create_app

app = create_app()
