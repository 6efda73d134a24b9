"""What people type that is no need: "tilbake", "start på nytt", "takk", swearing, and another language than the page's.

The words are the editors' (`content/questions/commands.yaml`, the lists of small words in `content/words/`).
Answers nothing and words nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from directory.catalog.question_models import Command
from directory.catalog.words_file import Words
from directory.language.folding import words_of

_FEWEST = 3
"""Small words of another language, before the page offers to switch."""
_SAME = ({"nb", "nn"}, {"nb", "se"}, {"nn", "se"})
"""Sámi readers write Norwegian too, and the two Norwegians are one here."""
_SCRIPTS = {"ar": ("\u0600", "\u06ff"), "uk": ("\u0400", "\u04ff")}


class Commands:
    """The phrases, ready. Frozen after construction."""

    def __init__(self, commands: Mapping[str, Command], words: Words) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        for command in commands.values():
            for phrases in command.phrases.values():
                for phrase in phrases:
                    self._phrases.setdefault(tuple(words_of(phrase)), command.id)
        folded = {lang: frozenset(w for text in listed for w in words_of(text)) for lang, listed in words.stop.items()}
        # A small word that two languages share tells neither from the other; the two Norwegians share nearly all.
        self._small = {
            lang: own.difference(*(other for one, other in folded.items() if one != lang and {one, lang} not in _SAME))
            for lang, own in folded.items()
        }

    def find(self, text: str) -> str | None:
        """The id of the command, when the whole text is one."""
        return self._phrases.get(tuple(words_of(text)))

    def other_language(self, text: str, lang: str) -> str | None:
        """The language the text seems to be written in, when it is surely not the page's."""
        letters = [letter for letter in text if letter.isalpha()]
        for other, (first, last) in _SCRIPTS.items():
            share = sum(first <= letter <= last for letter in letters)
            if len(letters) > 3 and share > 0.6 * len(letters):
                return other if other != lang else None
        words = words_of(text)
        counts = {one: sum(word in small for word in words) for one, small in self._small.items()}
        best = max(counts, key=lambda one: (counts[one], one == lang), default=lang)
        own = max(count for one, count in (*counts.items(), (lang, 0)) if one == lang or {one, lang} in _SAME)
        if best == lang or {best, lang} in _SAME or counts[best] < _FEWEST or counts[best] < 2 * own:
            return None
        return best
