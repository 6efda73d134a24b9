"""The settings of one installation, read from the environment once. Holds no defaults that could be a real address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """One or more settings are wrong; the message names each and says what to write."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    url: str | None = None
    """`DIRECTORY_URL`: the site's own address without a path, for canonical links, the site map and QR codes.
    Without it those are left out: the Host header of a request is never believed."""
    place: str | None = None
    """`DIRECTORY_PLACE`: the number of the municipality whose own site this is. `?place=all` leaves it."""
    var: Path = Path("var")
    """`DIRECTORY_VAR`: the folder of built releases."""
    contact: str | None = None
    """`DIRECTORY_CONTACT`: the e-mail address for reports of errors. Without it the link leads to a page that says
    what to do instead."""
    widget_hosts: tuple[str, ...] = ()
    """`DIRECTORY_WIDGET_HOSTS`: origins whose pages may show the widget, with spaces between them."""
    database: str | None = field(default=None, repr=False)
    """`DIRECTORY_DATABASE`: switches the inbox for reports on, and says where it is kept: `sqlite:///…` or
    `postgresql+psycopg://…`; the path of a file is SQLite's. May hold a password, so it is never told."""
    proxies: int = 0
    """`DIRECTORY_PROXIES`: how many servers of one's own stand before the site and write in `X-Forwarded-For`. Only
    what they wrote is believed; without it, networks that ask too much are seen only when they ask directly."""


def _url(value: str) -> str | None:
    parts = urlsplit(value)
    wrong = parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/")
    if wrong or parts.query or parts.fragment or "@" in parts.netloc:
        return f"DIRECTORY_URL is {value!r}: write the site's address without a path, like https://help.example.no"
    return None


def _place(value: str) -> str | None:
    if not re.fullmatch(r"\d{4}", value):
        return f"DIRECTORY_PLACE is {value!r}: write the four digits of a municipality's number, like 1106"
    return None


def _contact(value: str) -> str | None:
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", value, re.ASCII):
        return f"DIRECTORY_CONTACT is {value!r}: write one e-mail address, like help@example.no"
    return None


def _widget_hosts(value: str) -> str | None:
    for one in value.split():
        parts = urlsplit(one)
        plain = parts.scheme == "https" and re.fullmatch(r"[a-z0-9.-]+(:\d+)?", parts.netloc) and not one.endswith("/")
        if not plain or parts.path or parts.query or parts.fragment:
            return (
                f"DIRECTORY_WIDGET_HOSTS holds {one!r}: write origins without a path, with spaces between them, "
                "like https://www.example.no"
            )
    return None


def _proxies(value: str) -> str | None:
    if not re.fullmatch(r"[0-5]", value):
        return f"DIRECTORY_PROXIES is {value!r}: write how many servers of your own stand before the site, 0 to 5"
    return None


def _database(value: str) -> str | None:
    url = database_url(value)
    if not re.fullmatch(r"sqlite:///[^?#]+|postgresql\+psycopg://[^\s/]*/[^\s/?#]+(\?\S*)?", url):
        return (
            "DIRECTORY_DATABASE is not an address we know: write the path of a file, like var/inbox.sqlite, "
            "or postgresql+psycopg://name:password@host/database"
        )
    if url.startswith("sqlite") and Path(url.removeprefix("sqlite:///")).is_dir():
        return "DIRECTORY_DATABASE is a folder: write the path of a file in it, like var/inbox.sqlite"
    return None


def database_url(value: str) -> str:
    """As SQLAlchemy reads it: a path alone is SQLite's, and PostgreSQL is spoken to through psycopg."""
    if value.startswith(("postgres://", "postgresql://")):
        return f"postgresql+psycopg://{value.partition('://')[2]}"
    return value if "://" in value else f"sqlite:///{value}"


def _var(value: str) -> str | None:
    if Path(value).exists() and not Path(value).is_dir():
        return f"DIRECTORY_VAR is {value!r}, which is a file: write the path of a folder"
    return None


_CHECKS = {"DIRECTORY_URL": _url, "DIRECTORY_PLACE": _place, "DIRECTORY_CONTACT": _contact, "DIRECTORY_VAR": _var,
           "DIRECTORY_WIDGET_HOSTS": _widget_hosts, "DIRECTORY_PROXIES": _proxies,
           "DIRECTORY_DATABASE": _database}  # fmt: skip


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`; an empty value is one that is not set.

    Raises `SettingsError` with everything that is wrong, also for a `DIRECTORY_…` that we do not know: a setting
    spelled wrong would otherwise be lost in silence.
    """
    given = {name: value.strip() for name, value in environ.items() if name.startswith("DIRECTORY_") and value.strip()}
    wrong = [f"{name} is not a setting; the settings are {', '.join(sorted(_CHECKS))}" for name in sorted(given)
             if name not in _CHECKS]  # fmt: skip
    wrong += [told for name, check in _CHECKS.items() if name in given and (told := check(given[name]))]
    if wrong:
        raise SettingsError("\n".join(wrong))
    url = given.get("DIRECTORY_URL")
    database = given.get("DIRECTORY_DATABASE")
    return Settings(
        database=database_url(database) if database else None,
        url=url.rstrip("/") if url else None,
        place=given.get("DIRECTORY_PLACE"),
        var=Path(given.get("DIRECTORY_VAR", "var")),
        contact=given.get("DIRECTORY_CONTACT"),
        widget_hosts=tuple(given.get("DIRECTORY_WIDGET_HOSTS", "").split()),
        proxies=int(given.get("DIRECTORY_PROXIES", "0")),
    )


def checked_place(settings: Settings, known: Mapping[str, object]) -> Settings:
    """`settings` when its place is one the content holds; else a `SettingsError`."""
    if settings.place is not None and settings.place not in known:
        held = ", ".join(sorted(known))
        raise SettingsError(
            f"DIRECTORY_PLACE is {settings.place!r}, which the content does not hold: write one of {held}"
        )
    return settings
