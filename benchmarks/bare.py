"""A bare Flask and Jinja page, as large as one of ours: what `serving.py` measures ours against.

The same frame and the same cards with the same pictograms, made from dictionaries that are ready: no opening hours, no
translation, no place, no language of a text, no headers. `BARE_SIZE` says how many bytes the page has at least. `/` is
the page, `/hello` no page at all.
"""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, render_template
from jinja2 import DictLoader
from markupsafe import Markup

ICON = Markup(
    '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" aria-hidden="true" focusable="false">'
    '<path fill="currentColor" fill-rule="evenodd" d="M12 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M7.75 8'
    'a4.25 4.25 0 1 1 8.5 0 4.25 4.25 0 0 1-8.5 0m-3 13.5a7.25 7.25 0 0 1 14.5 0 .75.75 0 0 0 1.5 0"/></svg>'
)
FRAME = """<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="{{ url_for('static', filename='site.css') }}"></head>
<body><header><a href="{{ url_for('page') }}">{{ site }}</a><nav><ul>
{% for name, address in menu %}<li><a href="{{ address }}">{{ icon() }}<span>{{ name }}</span></a></li>{% endfor %}
</ul></nav></header><main id="main">{% block main %}{% endblock %}</main>
<footer><ul>{% for name, address in menu %}<li><a href="{{ address }}">{{ name }}</a></li>{% endfor %}</ul></footer>
</body></html>"""
CARD = """{% macro contact(one) -%}
<li><a class="ds-button call" href="{{ one.href }}" data-variant="secondary" aria-label="{{ one.name }}">{{ icon() }}
  <span class="call__text"><span class="call__action">{{ one.action }}</span>
  <bdi dir="ltr" translate="no">{{ one.value }}</bdi></span></a>
  {% if one.opening %}<p class="contact__when">{{ icon() }}<span>{{ one.opening }}</span></p>{% endif %}</li>
{%- endmacro %}
{% macro card(one) -%}
<article class="card"><div class="card__about"><p class="card__type">{{ one.type }}</p>
  <h3 class="card__name"><a href="{{ url_for('service', id=one.id) }}" translate="no">{{ one.name }}</a></h3>
  {% if one.organization %}<p class="card__by" translate="no">{{ one.organization }}</p>{% endif %}
  <p class="card__summary">{{ one.summary }}</p>
  <ul class="badges">{% for badge in one.badges %}<li>{{ icon() }}<span>{{ badge }}</span></li>{% endfor %}</ul>
  <ul class="card__facts"><li>{{ icon() }}<span>{{ one.audience }}</span></li>
  <li>{{ icon() }}<span>{{ one.reach }}</span></li></ul></div>
  <div class="card__contact"><ul class="card__ways">{% for way in one.contacts %}{{ contact(way) }}{% endfor %}</ul>
  {% if one.website %}
  <p class="card__website"><a class="ds-link" href="{{ one.website }}" rel="noreferrer">Nettsted</a></p>
  {% endif %}</div></article>
{%- endmacro %}"""
PAGE = """{% extends "frame.html" %}{% from "card.html" import card %}
{% block main %}<h1>{{ title }}</h1><p class="lead">{{ lead }}</p>
<ul class="cards">{% for one in cards %}<li>{{ card(one) }}</li>{% endfor %}</ul>{% endblock %}"""


def create_app(size: int) -> Flask:
    app = Flask(__name__, static_folder=str(Path(__file__).parent))
    app.jinja_loader = DictLoader({"frame.html": FRAME, "card.html": CARD, "page.html": PAGE})
    app.jinja_env.globals["icon"] = lambda: ICON
    cards: list[dict[str, object]] = []

    @app.get("/")
    def page() -> str:
        menu = [(name, f"/nb/{name}") for name in ("hjelp", "tema", "steder", "krise", "rettigheter", "om")]
        return render_template(
            "page.html", title="Finn hjelp", site="Rett dør", lead="Her er de.", menu=menu, cards=cards
        )

    @app.get("/nb/services/<id>")
    def service(id: str) -> str:
        return id

    @app.get("/hello")
    def hello() -> str:
        return "hello"

    with app.test_request_context():
        while len(page().encode()) < size:
            cards.append(_card(len(cards)))
    return app


def _card(number: int) -> dict[str, object]:
    contacts = [
        {"href": f"tel:+4722400{number:03}", "action": "Ring", "value": "22 40 00 40", "opening": "Åpent til 22:00",
         "name": f"Ring 22 40 00 40, tilbud {number}. Åpent til 22:00"}
        for _ in range(2)
    ]  # fmt: skip
    return {
        "id": f"tilbud-{number}", "type": "Hjelpetelefon", "name": f"Tilbud «{number}» & venner",
        "organization": "En forening", "audience": "For deg som trenger hjelp", "reach": "Hele Norge",
        "summary": "Noen å snakke med når det er tungt, på telefon og chat, for deg og for dem rundt deg.",
        "badges": ["Gratis", "Uten henvisning", "Du trenger ikke si navnet ditt"],
        "contacts": contacts, "website": "https://www.example.org/",
    }  # fmt: skip


app = create_app(int(os.environ.get("BARE_SIZE", "40000")))
