"""Light stems for the languages that Snowball does not have: Northern Sámi, Somali and Ukrainian, and Arabic's clitics.

Takes off the endings that nouns and verbs most often have, never more than leaves a word of its own. Works on folded
words (`folding`), and joins the spellings with one and two letters, which grammar (Sámi) or habit (Somali) varies.
Knows no irregular words: the lists of everyday words have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_TWICE = re.compile(r"([^\W\d_])\1+")
_SHORTEST = 4
"""Letters of a word that is looked at; shorter ones are mostly particles."""


def _endings(text: str) -> tuple[str, ...]:
    return tuple(sorted(text.split(), key=lambda ending: (-len(ending), ending)))


_SAMI = _endings(
    "iiguin iguin uiguin aiguin iidda aidda uidda ide aide uide iidan idan inan istan istat istis amet amis "
    "in ain uin id aid uid is ais uis i ai ui it at ut et as us os es an un on en a o u e"
)
_SAMI_SHORT = _endings("iguin iin in id ide s")
"""What comes off a word of two short syllables as well: its last vowel is all that tells it from others."""
_SAMI_NOUN = re.compile("(?<=...)vuo(?:h?t|d)(?:a|ii|i|ain?|aid|as|at|aide|aiguin)?$")
"""-vuohta, which makes nouns of adjectives, in all its cases."""
_SAMI_DEED = re.compile("(?<=...)ea(?:p?m)(?:i|e|ai|is|in|it|iin|iid|a)$")
"""-eapmi, which makes nouns of verbs."""
_SOMALI = _endings(
    # "my", "your", "his", "her", "our", "their", and the same as subject and in the past
    "kayga gayga hayga tayda dayda shayda kaygu gaygu haygu taydu daydu kaygi gaygi haygi taydi daydi "
    "kay gay hay tay day "
    "kaga gaga haga tada dada kisa gisa hisa tisa disa keda geda heda teda deda koda toda "
    "kena gena hena tena dena "
    # "the", "this", "that"
    "ka ga ha ta da sha ku gu hu tu du shu ki gi hi ti di shi kan gan han tan dan kas gas has tas das "
    # plurals
    "yada yasha yal yo oyinka oyin "
    # verbs
    "aya ayo ayan aysa ayno ay an en in a o i u e"
)
_UKRAINIAN = _endings(
    "ами ями ах ях ам ям ом ем єм ою ею єю ові еві єві ів ев а я у ю о е є і и ь "
    "ии іи еи ого ього ому ьому им ім оі ьоі их іх ими іми ая ое ую юю "
    "ти ть ав ала ало али ив ила ило или ів іла іли ував увала увати увало аю яю ає яє аєш аєте аємо ають яють "
    "ує ую ують уєш "
    "еш єш иш іш емо имо ете ите уть ють ать ять ати ити іти яти "
    "іння ання ення інням анням енням інню анню енню інні анні енні ість істю ості"
)
_REFLEXIVE = ("ся", "сь")
_VOWELS = "aeiou"
_ARTICLE = re.compile("^(?:وال|فال|بال|كال|هال|عال|ولل|وبال|لل|ال)(?=...)")
"""Arabic "the", with the small words that are written together with it."""
_BEFORE = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "ع")
"""Arabic "and", "so", "with", "for", "like", "on": written together with the next word."""
_AFTER = ("ني", "ي", "ها", "هم", "هن", "نا", "كم", "ه", "ك", "و")
"""Arabic "my", "me", "her", "them" and so on: written together with the word before."""


def _sami(word: str) -> str:
    if len(word) > _SHORTEST:
        word = _SAMI_DEED.sub("", _SAMI_NOUN.sub("vuo", word))
    word = _TWICE.sub(r"\1", word)
    stem = _without(word, _SAMI, 4)
    return stem if stem != word else _without(word, _SAMI_SHORT, 3)


def _somali(word: str) -> str:
    word = _TWICE.sub(r"\1", word)
    if len(word) > _SHORTEST:
        word = next(_fitting(word), word)
    if len(word) > _SHORTEST:
        return word.rstrip(_VOWELS) if word[-2] not in _VOWELS else word
    return word[:-1] + "a" if len(word) > 2 and word[-1] in _VOWELS else word


def _fitting(word: str) -> Iterator[str]:
    """What is left without an ending that may stand after it: after a short word that ends in a vowel only some do."""
    for ending in _SOMALI:
        left = word.removesuffix(ending)
        if left != word and (len(left) > 3 or (len(left) == 3 and (left[-1] not in _VOWELS or ending[0] in "hd"))):
            yield left


def _ukrainian(word: str) -> str:
    for ending in _REFLEXIVE:
        word = word.removesuffix(ending) if len(word) > 6 else word
    return _without(word, _UKRAINIAN, 3)


def _without(word: str, endings: tuple[str, ...], least: int) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def without_article(word: str) -> str:
    """An Arabic word without "the" and what is written together with it."""
    return _ARTICLE.sub("", word)


def without_clitics(word: str, group: str) -> Iterator[str]:
    """What an Arabic word may be that was written together with small words; the likeliest first."""
    if group != "ar" or word.isascii():
        return
    bare = without_article(word)
    starts = [bare, *(bare[len(one) :] for one in _BEFORE if bare.startswith(one) and len(bare) - len(one) >= 3)]
    for start in starts:
        if start != word:
            yield start
        for ending in _AFTER:
            left = start.removesuffix(ending)
            if left != start and len(left) >= 3:
                yield left
                if left[-1] == "ت":  # what feminine words have before them
                    yield left[:-1] + "ه"


LIGHT: Mapping[str, Callable[[str], str]] = {"se": _sami, "so": _somali, "uk": _ukrainian}
"""Language group -> folded word -> its light stem."""
