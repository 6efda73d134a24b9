"""The editor's own words: gettext with English msgids in the domain `editor`, in bokmål and nynorsk.

`_` and `ngettext` word a text in the language that is spoken just now: a request's, or a command's within `speaking`.
What is not translated reads in English. The public site's words are another domain, which nothing here touches.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk"}
"""The languages of the editor, each by its own name; the first is the default."""
DOMAIN = "editor"

_spoken: ContextVar[NullTranslations | None] = ContextVar("editor_texts", default=None)


def N_(message: str) -> str:
    """Marks a msgid that is worded later, where it is shown; the extractor knows it by this name."""
    return message


def load_editor_texts(translations: Path, lang: str) -> NullTranslations:
    """The catalogue of `lang` under `translations`; the msgids themselves where there is none."""
    return read_catalog(translations, lang, DOMAIN)


def read_catalog(translations: Path, lang: str, domain: str) -> NullTranslations:
    """From the translators' own file, so that nothing must be compiled first; read again when it has changed."""
    path = translations / lang / "LC_MESSAGES" / f"{domain}.po"
    try:
        return _compiled(path, domain, path.stat().st_mtime_ns)
    except (OSError, PoFileError, UnicodeDecodeError):
        return NullTranslations()


@lru_cache(maxsize=16)
def _compiled(path: Path, domain: str, changed: int) -> NullTranslations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, domain=domain))
    compiled.seek(0)
    return Translations(fp=compiled, domain=domain)


def speak(texts: NullTranslations) -> None:
    """From here on, in this request, `_` words in `texts`."""
    _spoken.set(texts)


@contextmanager
def speaking(translations: Path, lang: str = "nb") -> Iterator[None]:
    """For commands: `with speaking(translations): print(_("Saved"))`."""
    token = _spoken.set(load_editor_texts(translations, lang))
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str, /, **values: object) -> str:
    """`message` in the language that is spoken, with `%(name)s` filled in."""
    spoken = _spoken.get()
    text = str(spoken.gettext(message)) if spoken is not None and message else message
    return text % values if values else text


gettext = _


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    """`%(num)s` in the text is the number."""
    spoken = _spoken.get()
    text = str(spoken.ngettext(one, many, num)) if spoken is not None else (one if num == 1 else many)
    return text % {"num": num, **values}
