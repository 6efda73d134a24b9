"""Which reports call for help, as the site itself hears it: asked when they are shown, and kept nowhere (S-03).

Takes the phrases of the content as they stood when the first report was shown. Holds no phrase and no wording.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from directory.assistant.crisis import Detector, build_patterns, look
from directory.assistant.crisis_learning import learn
from directory.catalog.crisis_examples import read_examples
from directory.catalog.crisis_file import read_crisis
from directory.catalog.words_file import read_words
from directory.editor.trial import try_files


def calls_for_help(content: Path, text: str) -> bool:
    """Whether its sender was shown numbers to call. In which language they wrote is not known: all are tried."""
    if not text:
        return False
    seen = look(_detector(content.resolve()), text, "nb")
    return seen.crisis is not None or seen.today


@cache
def _detector(content: Path) -> Detector:
    catalog, _problems = try_files(content, {})
    known = [text for one in catalog.services.values() for text in (one.name, one.summary)]
    learned = learn(read_examples(content / "crisis" / "examples", []), read_words(content / "words", []))
    return Detector(patterns=build_patterns(read_crisis(content / "crisis", []), known), learned=learned)
