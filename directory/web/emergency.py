"""The page that is served when nothing else can be: `static/emergency.html`, made from the catalogue and committed.

It needs no index, no translations and no running app; nginx or Caddy serve the same file on 502 and 503 (S-24). A test
compares it with the catalogue.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from directory.assistant.lifelines import AMBULANCE, EMERGENCY_SMS, OUT_OF_HOURS_DOCTOR, ROUND_THE_CLOCK
from directory.catalog.models import Catalog, Service
from directory.catalog.phones import format_number, sms_link, tel_link

FILE = Path("static") / "emergency.html"
_ORDER = (
    AMBULANCE,
    "nodnummer-112",
    OUT_OF_HOURS_DOCTOR,
    ROUND_THE_CLOCK,
    "kirkens-sos",
    "alarmtelefonen-116111",
    "vo-linjen",
)
_WORDS = {
    "nb": (
        "Hjelp nå",
        "Siden er borte en liten stund. Numrene virker.",
        {
            AMBULANCE: "Fare for liv eller helse",
            "nodnummer-112": "Fare nå, vold: politiet",
            OUT_OF_HOURS_DOCTOR: "Legevakt",
            ROUND_THE_CLOCK: "Noen å snakke med, hele døgnet",
            "kirkens-sos": "Noen å snakke med, hele døgnet",
            "alarmtelefonen-116111": "Barn og unge",
            "vo-linjen": "Vold og overgrep",
        },
        "Kan du ikke snakke? Send SMS. Nød-SMS må registreres på forhånd.",
        "Chat",
    ),
    "nn": (
        "Hjelp no",
        "Sida er borte ei lita stund. Numra verkar.",
        {
            AMBULANCE: "Fare for liv eller helse",
            "nodnummer-112": "Fare no, vald: politiet",
            OUT_OF_HOURS_DOCTOR: "Legevakt",
            ROUND_THE_CLOCK: "Nokon å snakke med, heile døgnet",
            "kirkens-sos": "Nokon å snakke med, heile døgnet",
            "alarmtelefonen-116111": "Barn og unge",
            "vo-linjen": "Vald og overgrep",
        },
        "Kan du ikkje snakke? Send SMS. Naud-SMS må registrerast på førehand.",
        "Chat",
    ),
    "en": (
        "Help now",
        "This site is away for a short while. The numbers work.",
        {
            AMBULANCE: "Danger to life or health: ambulance",
            "nodnummer-112": "Danger now, violence: police",
            OUT_OF_HOURS_DOCTOR: "Out-of-hours doctor",
            ROUND_THE_CLOCK: "Someone to talk to, day and night",
            "kirkens-sos": "Someone to talk to, day and night",
            "alarmtelefonen-116111": "Children and young people",
            "vo-linjen": "Violence and abuse",
        },
        "Cannot talk? Send an SMS. Emergency SMS must be registered in advance.",
        "Chat",
    ),
}


def render_emergency(catalog: Catalog) -> str:
    """The whole page as HTML. A service of `_ORDER` that the catalogue lacks is left out."""
    sections = "\n".join(_section(catalog, lang) for lang in _WORDS)
    return f"""<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Hjelp nå – Help now</title>
<link rel="stylesheet" href="/static/css/emergency.css">
</head>
<body>
<main>
<h1>Hjelp nå <span lang="en">– Help now</span></h1>
{sections}
</main>
</body>
</html>
"""


def _section(catalog: Catalog, lang: str) -> str:
    heading, lead, words, text_lead, chat_word = _WORDS[lang]
    lines = [f'<section lang="{lang}">', f"<h2>{escape(heading)}</h2>", f"<p>{escape(lead)}</p>", "<ul>"]
    for id_ in _ORDER:
        service = catalog.services.get(id_)
        if service is not None and (phones := service.channels_of("phone")):
            number = phones[0].value
            lines.append(
                f'<li><a href="{tel_link(number)}"><strong><bdi dir="ltr">{format_number(number)}</bdi></strong> '
                f"{escape(words[id_])}</a></li>"
            )
    lines += ["</ul>", f"<p>{escape(text_lead)}</p>", "<ul>"]
    if sms := catalog.services.get(EMERGENCY_SMS):
        lines += [
            f'<li><a href="{sms_link(channel.value)}">SMS <bdi dir="ltr">{format_number(channel.value)}</bdi></a></li>'
            for channel in sms.channels_of("sms")[:3]
        ]
    lines += [f'<li><a href="{escape(url)}">{chat_word}: {escape(name)}</a></li>' for name, url in _chats(catalog)]
    return "\n".join([*lines, "</ul>", "</section>"])


def _chats(catalog: Catalog) -> list[tuple[str, str]]:
    services: list[Service | None] = [catalog.services.get(id_) for id_ in ("kirkens-sos", "alarmtelefonen-116111")]
    return [(one.name, one.channels_of("chat")[0].value) for one in services if one and one.channels_of("chat")]
