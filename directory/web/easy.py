"""The easy-to-read text beside a page: whether there is one in the page's language, and the way to and from it."""

from __future__ import annotations

from dataclasses import dataclass

from directory.catalog.models import EasyText
from directory.language.blocks import split_blocks
from directory.language.texts import LanguageTexts
from directory.web.addresses import item_link, link
from directory.web.visit import Visit

_NORWEGIAN = ("nb", "nn")
"""Who reads one of them reads the other."""


@dataclass(frozen=True, kw_only=True)
class EasyLink:
    url: str
    words: str


def easy_link(visit: Visit, id_: str) -> EasyLink | None:
    """To the easy text beside the page `id_`; None where readers of this language could not read it."""
    easy = visit.catalog.easy.get(id_)
    if easy is None or not readable(visit, easy):
        return None
    return EasyLink(url=link("easy.easy", id=id_), words=visit.gettext("Easy to read"))


def ordinary_link(visit: Visit, id_: str) -> EasyLink:
    """Back to the page that the easy text stands beside."""
    words = visit.gettext("Ordinary text")
    pages = {"home": "home.home", "crisis": "crisis.crisis"}
    return EasyLink(url=link(pages[id_]) if id_ in pages else item_link("pages", id_), words=words)


def readable(visit: Visit, easy: EasyText) -> bool:
    return readable_in(visit.texts, easy)


def readable_in(texts: LanguageTexts, easy: EasyText) -> bool:
    """It is written in the reader's language, or all of it is translated: half of it in Norwegian is not easy."""
    lang = texts.lang
    if lang == easy.written_in or (lang in _NORWEGIAN and easy.written_in in _NORWEGIAN):
        return True
    fields = {"title": easy.title, **{f"body.{n}": block for n, block in enumerate(split_blocks(easy.body))}}
    told = (texts.of(f"easy.{easy.id}.{field}", text, easy.written_in) for field, text in fields.items())
    return all(text.lang == lang for text in told)
