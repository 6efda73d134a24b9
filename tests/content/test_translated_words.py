"""The rules on words (S-10, S-12, S-13, S-14) in every language: every text of the content and of the interface once.

Among them are every question, option, reason and door. Names stay as they are: what the source text says in a name may
stand in its translation.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from directory.language.locales import LOCALES
from directory.language.po_files import po_path, read
from directory.language.po_reports import strings

FOLDER = Path(__file__).parents[2] / "translations"
BLAMING = {
    "en": r"addicts?\b|junkies?|alcoholics?\b|drug abusers?|substance abusers?",
    "pl": r"narkoman\w*|alkoholi(k|c|cz)\w*|ćpun\w*|pijak\w*",
    "uk": r"наркоман\w*|алкоголі(к|ки|ків|чк)\w*|п.яниц\w*",
    "ar": r"مدمن\w*|سكّ?ير\w*|حشّ?اش\w*",
    "so": r"sakhraan\w*|balwadle\w*|daroogiiste\w*|khamriile\w*",
    "se": r"narkomán\w*|alkoholist\w*|juhkki\b",
}
"""S-14: people called by their problem."""
CRIME_OR_SUCCESS = {
    "en": r"commit\w* suicide|success\w* suicide|failed suicide",
    "pl": r"popełni\w* samobójstw\w*|udan\w+ samobójstw\w*|nieudan\w+ prób\w* samobój",
    "uk": r"(вчин|ско[єїю]|здійсни)\w* самогубств\w*|вдал\w+ самогубств\w*",
    "ar": r"ارتك\w+ (جريمة )?(ال)?انتحار|انتحار ناجح",
    "so": r"dambi\w* is-?dil\w*|is-?dil\w* guul\w*",
    "se": r"iešsorbmendihkki\w*|lihkostuvvan iešsorbm\w*",
}
"""S-13."""
CONDITIONS = {
    "en": r"depress(ion|ive)|schizophren\w*|bipolar|psychosis|psychotic|personality dis|ptsd|adhd|ocd|anorexi|bulimi",
    "pl": r"depresj\w*|schizofren\w*|dwubiegunow\w*|psychoz\w*|zaburzeni\w* osobowości|ptsd|adhd|anoreksj|bulimi",
    "uk": r"депресі\w*|шизофрен\w*|біполярн\w*|психоз\w*|розлад\w* особистості|\bптср\b|\bрдуг\b|анорексі\w*|булімі\w*",
    "ar": r"(ال)?اكتئاب|(ال)?فصام|ثنائي القطب|(ال)?ذهان|اضطراب الشخصية|فقدان الشهية العصبي",
    "so": r"depression|schizophreni\w*|bipolar|psychosis|\bptsd\b|\badhd\b|anorexi\w*",
    "se": r"depre[sš]|schizofreni|skizofreni|bipolár|psykos|ptsd|adhd|anoreksi",
}
"""S-10: never in a question, an option, a topic's label or the interface."""
ASKED = re.compile(r"questions\.|topics\.[\w-]+\.label|topic-groups\.")
NAMED = {
    "blaming": re.compile(
        r"alkoholiker|narkoman|misbruk|Alcoholics|Narcotics|\bA[AN]\b|ACA|LAR|avhengig", re.IGNORECASE
    ),
}
OTHERS = [lang for lang in LOCALES if lang not in ("nb", "nn")]


def texts(lang: str) -> dict[str, tuple[str, str]]:
    """Key or message -> (source, translation) of everything that a reader of the language meets."""
    found = {}
    for kind in ("content", "messages"):
        for message in read(po_path(FOLDER, lang, kind), lang):
            source = message.id if isinstance(message.id, str) else message.id[0]
            if source:
                found[str(message.context or f"interface: {source}")] = (source, " | ".join(strings(message)))
    return found


@pytest.mark.parametrize("lang", OTHERS)
def test_nobody_is_called_by_a_problem(lang: str) -> None:
    """S-14: "a person who drinks too much", never a word for what somebody is, except in a body's own name."""
    blaming = re.compile(BLAMING[lang], re.IGNORECASE)
    assert {
        key: said
        for key, (source, said) in texts(lang).items()
        if blaming.search(said) and not NAMED["blaming"].search(source)
    } == {}


@pytest.mark.parametrize("lang", OTHERS)
def test_suicide_is_no_crime_and_no_success(lang: str) -> None:
    """S-13: no text says that suicide is committed, or that it succeeds."""
    words = re.compile(CRIME_OR_SUCCESS[lang], re.IGNORECASE)
    assert {key: said for key, (_, said) in texts(lang).items() if words.search(said)} == {}


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_asked_names_a_condition(lang: str) -> None:
    """S-10: no question, option, topic or sentence of the interface names what somebody may have."""
    words = re.compile(CONDITIONS[lang], re.IGNORECASE)
    asked = {key: said for key, (_, said) in texts(lang).items() if ASKED.match(key) or key.startswith("interface:")}
    assert len(asked) > 100
    assert {key: said for key, said in asked.items() if words.search(said)} == {}


@pytest.mark.parametrize("lang", OTHERS)
def test_translations_keep_their_numbers(lang: str) -> None:
    """S-19: every telephone number of a source text stands in its translation, and no other."""
    number = re.compile(
        r"(?<![\d:.–-])\+?\d[\d ]{4,}\d(?![\d:])|(?<!\d)1\d\d(?!\d)(?! *(?:km|m|kr)\b| *%)|(?<!\d)11[36] ?\d{3}(?!\d)"
    )

    def numbers(text: str) -> list[str]:
        plain = re.sub(
            r"[\u00a0\u202f\u2066-\u2069\u200e\u200f]", lambda found: " " if found[0] in "\u00a0\u202f" else "", text
        )
        return sorted({found[0].replace(" ", "") for found in number.finditer(plain)})

    assert {
        key: (source, said)
        for key, (source, said) in texts(lang).items()
        if said and not key.startswith("interface") and not key.endswith(".name") and numbers(source) != numbers(said)
    } == {}
