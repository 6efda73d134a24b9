"""Markdown bodies as safe HTML, block by block, each marked with its language. Holds no translation of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from directory.catalog.models import EasyText, Organization, Page, Service
from directory.language.blocks import split_blocks
from directory.language.texts import Text
from directory.web.addresses import carried_query
from directory.web.numbers import known_numbers
from directory.web.strip import lifeline_contact
from directory.web.suicide_words import names_suicide
from directory.web.views import ContactView
from directory.web.visit import Visit

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {
    "p", "ul", "ol", "li", "strong", "em", "a", "h2", "blockquote", "br", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_OWN_LINK = re.compile(r'href="(?!https?:|mailto:|tel:|sms:|#|/)([^"#?]*)(#[^"]*)?"')


@dataclass(frozen=True, kw_only=True)
class Block:
    html: Markup
    source: Text
    """In the language it could be had in."""
    lifeline: ContactView | None = None
    """A contact for a block that names suicide (S-13)."""


@lru_cache(maxsize=8192)
def render_markdown(source: str, base: str, query: str) -> Markup:
    """`source` as HTML. Links without a scheme (`services/x`, `crisis`) are our own pages: `base` + link + `query`."""
    html = nh3.clean(
        _MARKDOWN.render(source),
        tags=_TAGS,
        attributes={"a": {"href"}, "th": {"scope"}},
        url_schemes={"http", "https", "mailto", "tel", "sms"},
        link_rel="noreferrer",
    )
    return Markup(_OWN_LINK.sub(lambda own: f'href="{base}{own[1]}{query}{own[2] or ""}"', html))


def body_blocks(visit: Visit, kind: str, item: Service | Organization | Page | EasyText) -> tuple[Block, ...]:
    """The body of `item` in the page's language; a block that is not translated stays in its own."""
    numbers = known_numbers(visit.release.id, visit.catalog)
    base, query = f"/{visit.lang}/", carried_query(visit).replace("&", "&amp;")
    blocks = []
    for number, source in enumerate(split_blocks(item.body)):
        text = visit.of(kind, item, f"body.{number}", source)
        lifeline = lifeline_contact(visit) if names_suicide(source) else None
        html = Markup(numbers.linked(render_markdown(text.text, base, query)))
        blocks.append(Block(html=html, source=text, lifeline=lifeline))
    return tuple(blocks)
