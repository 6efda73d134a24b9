"""The rules of the assistant, one by one, over the real content. Journeys as a whole are in `test_journeys`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.assistant.answers import ELSEWHERE, MalformedAnswers
from directory.assistant.crisis import Detector, build_patterns
from directory.assistant.fits import ASKABLE
from directory.assistant.guide import Assistant, Turn
from directory.catalog.crisis_file import CrisisPatternFiles
from directory.catalog.question_file import BUILT_IN, DONT_KNOW, SKIP
from directory.release import Release
from tests.unit.assisting import DAY, NIGHT, POOR, ask, assistant_of


@pytest.fixture(scope="module")
def assistant(release: Release) -> Assistant:
    return assistant_of(release)


def ids(turn: Turn) -> list[str]:
    return [door.service_id for door in turn.doors]


def types(assistant: Assistant, turn: Turn) -> list[str]:
    return [assistant.catalog.services[id_].type for id_ in ids(turn)]


def test_s05_a_flag_changes_no_door(assistant: Assistant) -> None:
    """S-05: with the panel the doors are the same as without it."""
    blind = replace(assistant, crisis=Detector(patterns=build_patterns(CrisisPatternFiles())))
    for text in (
        "jeg vil ikke leve mer",
        "har tatt en overdose og er redd",
        "jeg hører stemmer som sier at jeg skal dø",
    ):
        assert ask(assistant, text).crisis is not None
        assert ask(assistant, text).doors == ask(blind, text).doors


def test_s05_nothing_for_pairs_for_who_is_hurt(assistant: Assistant) -> None:
    """S-05: who is hit at home gets no couples' counselling and nothing for those who hit."""
    turn = ask(assistant, "mannen min slår meg", who="self")
    assert turn.need.fear
    assert "family-counselling" not in types(assistant, turn)
    assert all(assistant.catalog.services[id_].topics[0] != "afraid-to-hurt" for id_ in ids(turn))
    who_hits = ask(assistant, "jeg har slått kona mi og vil slutte", who="self")
    assert not who_hits.need.fear


def test_s06b_someone_to_talk_to_today_comes_first(assistant: Assistant) -> None:
    """S-06b: "orker ikke mer" puts a person who answers now first, without the alarm."""
    for now in (NIGHT, DAY):
        turn = ask(assistant, "orker ikke mer", now=now)
        assert turn.crisis is None
        assert turn.urgent_today
        first = turn.doors[0]
        assert first.way is not None
        assert first.way.opening.is_open
        assert first.way.channel.kind == "phone"


def test_s07_someone_elses_danger_is_no_false_alarm(assistant: Assistant) -> None:
    """S-07: "my son does not want to live" raises the panel, and doors for the worried come along."""
    turn = ask(assistant, "sønnen min vil ikke leve mer", who="parent")
    assert turn.crisis is not None
    assert turn.crisis.about == "someone-else"
    assert any("relative" in assistant.catalog.services[id_].audience for id_ in ids(turn)[:3])


def test_s08_the_bereaved_get_their_own_doors(assistant: Assistant) -> None:
    """S-08: a death is no crisis of the writer's; doors for the bereaved come first, also for who answers "me"."""
    for who in ("self", "relative"):
        turn = ask(assistant, "mannen min tok livet sitt i fjor", who=who)
        assert turn.crisis is None
        assert "bereaved" in turn.notes
        assert ids(turn)[0] == "leve"
        assert sum("bereaved-by-suicide" in assistant.catalog.services[id_].topics for id_ in ids(turn)) >= 3
        assert all("grief" in assistant.catalog.services[id_].topics for id_ in ids(turn)[:2])


@pytest.mark.parametrize(
    "text", ["har jeg adhd?", "har jeg bipolar lidelse?", "har sønnen min autisme?", "er jeg deprimert?"]
)
def test_s12b_what_a_page_cannot_tell(assistant: Assistant, text: str) -> None:
    """S-12b: it says that it cannot tell, and a person who can is first, never a door named after the condition."""
    turn = ask(assistant, text)
    assert "cannot-tell" in turn.notes
    assert types(assistant, turn)[0] in ASKABLE
    assert assistant.catalog.services[ids(turn)[0]].peer_support is not True


def test_s12b_who_has_it_gets_peers_first(assistant: Assistant) -> None:
    """S-12b: "jeg har …" leads to that organisation and to peers first."""
    turn = ask(assistant, "jeg har bipolar lidelse", who="self")
    assert ids(turn)[:2] == ["bipolarlinjen", "bipolarforeningen-norge"]


def test_s16_the_first_question_is_not_about_danger(assistant: Assistant) -> None:
    """S-16: the first question is who it is for, and sets no topic."""
    asked = ask(assistant).question
    assert asked is not None
    assert asked.question.id == "who"
    assert all("topic" not in option.sets for option in asked.options)


def test_s17_every_question_can_be_left_open(assistant: Assistant) -> None:
    """S-17: "I don't know" and "skip" answer every question, lead on, and mean the same."""
    answers: dict[str, str] = {}
    order = []
    while (asked := ask(assistant, place=None, answers=answers).question) is not None:
        left = [ask(assistant, place=None, answers={**answers, asked.question.id: one}) for one in (DONT_KNOW, SKIP)]
        assert left[0].doors == left[1].doors
        assert left[0].question == left[1].question != asked
        order.append(asked.question.id)
        answers[asked.question.id] = SKIP
    assert order == ["who", "area", "where", "contact"]


def test_s17_the_municipality_or_its_stand_in(assistant: Assistant) -> None:
    """S-17: the place's own contact where the catalogue holds one, else family doctor and 116 117."""
    held = ask(assistant, place="1135").municipality
    assert [channel.value for channel in held.channels] == ["52 78 62 00", "post@sauda.kommune.no"]
    assert held.stand_in == ()
    assert ask(assistant, place=POOR).municipality.stand_in == ("fastlege", "legevakt-116117")


def test_nothing_local_says_so_and_shows_the_nearest(assistant: Assistant) -> None:
    """S-17: where nothing local fits it says so, and a door of the nearest place stands on its own shelf."""
    turn = ask(assistant, "ensom", place=POOR, who="self", contact="meet")
    assert "nothing-local" in turn.notes
    (nearest,) = (shelf.doors for shelf in turn.shelves if shelf.id == "nearest")
    service = assistant.catalog.services[nearest[0].service_id]
    assert service.reach == "local"
    assert POOR not in service.service_area
    assert "nothing-local" not in ask(assistant, "ensom", who="self").notes


def test_s21_the_ladder(assistant: Assistant) -> None:
    """S-21: not understood once gives four topics of different kinds; an understood text starts anew."""
    once = ask(assistant, "qwrtzp xkcdvb")
    assert once.misses == 1
    assert once.not_understood
    assert len({assistant.catalog.topics[topic].group for topic in once.near_topics}) == 4
    assert ask(assistant, "zzxxyy wwvvuu", texts=("qwrtzp xkcdvb",)).misses == 2
    assert ask(assistant, "ensom", texts=("qwrtzp xkcdvb", "zzxxyy wwvvuu")).misses == 0
    assert ask(assistant, "jeg vil dø").misses == 0


def test_s22_the_whole_text_is_read_for_danger(assistant: Assistant) -> None:
    """S-03, S-22: words of danger behind the 300th character are seen."""
    assert ask(assistant, "vi var på tur og så på utsikten " * 20 + "jeg vil ikke leve mer").crisis is not None


def test_s26_a_child_is_met_by_lines_for_the_young(assistant: Assistant) -> None:
    """S-26: fourteen, and the father drinks: 116 111 in sight, peers near the top, no child welfare first."""
    for now in (NIGHT, DAY):
        turn = ask(assistant, "jeg er 14 og pappa drikker", now=now)
        assert turn.answers["who"].options == ("child",)
        assert turn.answers["age"].options == ("13-15",)
        assert "alarmtelefonen-116111" in ids(turn)
        assert "barsnakk" in ids(turn)[:4]
        assert "child-welfare" not in types(assistant, turn)[:1]


def test_s28_a_mother_afraid_of_her_son(assistant: Assistant) -> None:
    """S-28: fear of a grown son is fear: safety first, shelters near the top, what to mind on a shared phone."""
    for who in ("parent", "relative", "self"):
        turn = ask(assistant, "jeg er redd for den voksne sønnen min, han truer meg", who=who)
        assert turn.need.fear
        assert {"phone-log", "safe-to-write"} <= set(turn.notes)
        assert ids(turn)[0] == "vo-linjen"
        assert "crisis-shelter" in types(assistant, turn)[:4]


def test_doors_for_two_stand_together(assistant: Assistant) -> None:
    """A relative's door and one for the other stand next to each other on one shelf, except in fear."""
    turn = ask(assistant, "mannen min drikker for mye", who="relative")
    paired = [door for door in turn.doors if door.pair]
    assert len(paired) == 2
    mine, theirs = paired if "relative" in assistant.catalog.services[paired[0].service_id].audience else paired[::-1]
    assert (mine.pair, theirs.pair) == (theirs.service_id, mine.service_id)
    shelf = next(shelf for shelf in turn.shelves if mine in shelf.doors)
    assert shelf.doors.index(theirs) == shelf.doors.index(mine) + 1


def test_a_website_never_counts_as_a_door(assistant: Assistant) -> None:
    """A service with nothing but a website may be shown, and is not counted among the doors to act on."""
    turn = ask(assistant, "har mistet et barn")
    (uncounted,) = (door for door in turn.doors if door.service_id == "landsforeningen-uventet-barnedod")
    assert not uncounted.counts
    assert sum(door.counts for door in turn.doors) >= 3


def test_deaf(assistant: Assistant) -> None:
    """Who is deaf gets written and signed ways, and a line for the voice only at the end."""
    turn = ask(assistant, "jeg er døv og ensom")
    assert turn.answers["contact"].options == ("sign",)
    first = turn.doors[0]
    assert first.way is None or first.way.channel.kind != "phone"
    voices = [door for door in turn.doors if door.shelf == "now" and door.way and door.way.channel.kind == "phone"]
    assert len(voices) <= 1
    assert turn.doors[-1:] == tuple(voices)


def test_words_are_shown_back_as_answers(assistant: Assistant) -> None:
    """Several things in one text become answers that say where they came from, and none of it is asked."""
    turn = ask(assistant, "broren min i Stord ruser seg, kan jeg chatte med noen?", place=None)
    assert {id_: answer.options for id_, answer in turn.answers.items()} == {
        "who": ("relative",), "area": ("alcohol-drugs-and-gambling",), "topic": ("drugs",), "where": ("place-4614",),
        "contact": ("write",),
    }  # fmt: skip
    assert all(answer.source == "text" for answer in turn.answers.values())
    assert turn.question is None


def test_what_is_chosen_goes_before_what_was_understood(assistant: Assistant) -> None:
    """A chosen answer stands against the words, and doors follow it."""
    turn = ask(assistant, "mannen min drikker", who="self", topic="gambling")
    assert turn.answers["who"].source == "given"
    assert turn.need.who == "self"
    assert turn.answers["topic"].options == ("gambling",)
    assert max(turn.need.topics, key=lambda topic: turn.need.topics[topic]) == "gambling"


def test_changing_an_answer_keeps_those_that_still_hold(assistant: Assistant) -> None:
    """Later answers that are still right are kept; a topic of another group and an answer nobody is asked are not."""
    answers = {"who": "self", "area": "thoughts-and-feelings", "topic": "loneliness", "everyday": "much-is-hard"}
    answers["contact"] = "meet"
    kept = ask(assistant, answers={**answers, "who": "relative"}).answers
    assert list(kept) == ["who", "area", "topic", "contact"]
    moved = ask(assistant, answers={**answers, "area": "everyday-life"})
    assert "topic" not in moved.answers
    assert moved.question is not None
    assert moved.question.question.id == "topic"


def test_places_as_people_type_them(assistant: Assistant) -> None:
    """A name, a post code, a post code elsewhere, and a place nobody knows, which is asked again."""
    for typed, option in (
        ("Haugesund", "place-1106"),
        ("5525", "place-1106"),
        ("0150", ELSEWHERE),
        (ELSEWHERE, ELSEWHERE),
    ):
        turn = ask(assistant, place=None, where=typed)
        assert turn.answers["where"].options == (option,)
    unknown = ask(assistant, place=None, who="self", area=SKIP, where="Atlantis")
    assert unknown.place_unknown
    assert unknown.question is not None
    assert unknown.question.question.id == "where"
    # Four digits are a post code when they are typed: 4614 is in another part of the country.
    assert ask(assistant, place=None, where="4614").answers["where"].options != ("place-4614",)


def test_every_level_gets_what_the_lower_ones_get(assistant: Assistant) -> None:
    """The three courses: help that a doctor refers to only when life is hard, and nothing is taken away then."""
    from directory.assistant.gates import open_doors

    features, traits = assistant.index.features, assistant.traits
    need = ask(assistant, who="self", area="thoughts-and-feelings", topic="low-mood").need
    opened = {
        course: open_doors(features, traits, replace(need, course=course), features.nowhere) for course in (1, 2, 3)
    }
    assert not (opened[1] & ~opened[2]).any()
    assert not (opened[2] & ~opened[3]).any()
    assert not (opened[1] & traits.referral).any()
    assert (opened[2] & traits.referral).any()


def test_commands_in_every_language(assistant: Assistant) -> None:
    """What people type that is no need is known in every language, each phrase for one thing, and is no miss."""
    for command in assistant.catalog.commands.values():
        for lang, phrases in command.phrases.items():
            for phrase in phrases:
                assert assistant.commands.find(phrase.upper() + "!") == command.id, (lang, phrase)
    assert ask(assistant, "Tilbake").command == "back"
    assert ask(assistant, "jeg vil snakke med et menneske.").command == "human"
    thanks = ask(assistant, "Tusen takk!", texts=("ensom",))
    assert (thanks.command, thanks.notes, thanks.misses) == (None, ("thanks",), 0)
    assert thanks.answers["topic"].options == ("loneliness",)


@pytest.mark.parametrize(
    ("text", "lang", "other"),
    [
        ("I feel so alone and I do not know what to do", "nb", "en"),
        ("jeg føler meg så alene og vet ikke hva jeg skal gjøre", "en", "nb"),
        ("Мені дуже страшно вдома", "nb", "uk"),
        ("انا خائف في البيت", "nb", "ar"),
        ("eg veit ikkje kva eg skal gjere", "nb", None),
        ("orker ikke mer", "nb", None),
        ("angst", "en", None),
    ],
)
def test_another_language_than_the_pages(assistant: Assistant, text: str, lang: str, other: str | None) -> None:
    """A text that is surely in another language offers to switch; a doubtful one does not."""
    assert ask(assistant, text, lang=lang).other_language == other


@pytest.mark.parametrize(
    "answers",
    [
        {"whom": "self"}, {"who": "me"}, {"who": ("self", "friend")}, {"topic": ("loneliness", "lonely")}, {"who": ()},
        {"where": "x" * 100}, {"who": 7},
    ],
)  # fmt: skip
def test_malformed_answers_say_what(assistant: Assistant, answers: dict[str, object]) -> None:
    """P-05, P-03: a malformed answer is refused with what is wrong, and what was sent is not repeated."""
    with pytest.raises(MalformedAnswers) as refused:
        ask(assistant, answers=answers)  # type: ignore[arg-type]
    assert str(refused.value).startswith("answers")
    assert "me" not in str(refused.value).split()
    assert "lonely" not in str(refused.value)


def test_every_option_of_every_question_is_taken(assistant: Assistant) -> None:
    """No option of the content, and neither of the built-in ones, is refused."""
    for id_, options in assistant.options.of.items():
        for option in (*options, *BUILT_IN):
            ask(assistant, place=None, answers={id_: option})


def test_whoever_signs_meets_those_who_sign(assistant: Assistant) -> None:
    """ "Jeg bruker tegnspråk" brings an offering that signs, among those about the need."""
    turn = ask(assistant, who="self", area="thoughts-and-feelings", topic="low-mood", contact="sign")
    languages = [assistant.catalog.services[id_].languages for id_ in ids(turn)]
    assert any("nsl" in spoken for spoken in languages)


def test_grown_ups_in_fear_are_not_sent_to_the_childrens_line(assistant: Assistant) -> None:
    """S-28: a mother afraid of her grown son is shown lines for grown-ups."""
    turn = ask(assistant, "jeg er redd for sønnen min", who="relative", area="afraid-at-home")
    voices = [door.service_id for door in turn.doors if door.shelf == "now"]
    assert voices
    assert all(assistant.catalog.services[id_].audience[0] != "child" for id_ in voices)


@pytest.mark.parametrize("text", ["mannen min drikker", "manen min drikekr", "pårørende", "fått inkasso"])
@pytest.mark.parametrize("place", ["1106", POOR])
def test_a_door_that_may_have_closed_leads_nowhere(assistant: Assistant, text: str, place: str) -> None:
    """A door whose card warns is neither the best, nor someone to talk to now, nor the first of its shelf beside a sure
    one; a shelf with nothing sure on it comes last."""
    turn = ask(assistant, text, place=place)
    services = assistant.catalog.services
    warns = {id_ for id_ in ids(turn) if services[id_].status == "uncertain" or services[id_].alert}
    assert turn.doors[0].service_id not in warns
    kinds = []
    for shelf in turn.shelves:
        on_it = [door.service_id in warns for door in shelf.doors]
        assert on_it == sorted(on_it) or any(door.pair for door in shelf.doors)
        assert shelf.id != "now" or not any(on_it)
        kinds.append(all(on_it))
    assert kinds == sorted(kinds)


def test_gambling_brings_help_with_debt(assistant: Assistant) -> None:
    """Gambling costs money: help with debt is among the doors though nobody names it, among the first when they do."""
    assert "debt-advice" in types(assistant, ask(assistant, "spilleproblemer"))
    both = types(assistant, ask(assistant, "jeg spiller for mye og har fått inkasso"))
    assert "debt-advice" in both[:3]


@pytest.mark.parametrize("text", ["redd for at barnevernet kommer", "redd for at barnevernet tar barna"])
def test_whom_one_fears_is_no_door_to_begin_with(assistant: Assistant, text: str) -> None:
    """Who is afraid of the child welfare service is a parent who may talk with somebody else, not a child in danger."""
    turn = ask(assistant, text)
    assert turn.need.who != "child"
    assert "parenting" in turn.need.topics
    assert not {"child-welfare", "child-welfare-emergency"} & set(types(assistant, turn)[:4])
    assert "helpline" in [assistant.catalog.services[door.service_id].type for door in turn.shelves[0].doors]


@pytest.mark.parametrize("query", ["har ingen plass å sove", "sover i bilen"])
def test_no_line_for_a_situation_that_nobody_named(assistant: Assistant, query: str) -> None:
    """Whoever has no bed is not first of all asked to call a line about trafficking; a roof comes among the first."""
    turn = ask(assistant, query)
    assert "trafficking" not in assistant.catalog.services[ids(turn)[0]].topics
    assert "housing" in types(assistant, turn)[:3]


def test_doors_for_people_at_work_wait_for_work(assistant: Assistant) -> None:
    """A line about trouble at work is not first for shared pictures, and is in the answer about work."""
    assert ids(ask(assistant, "delt nakenbilde"))[0] != "arbeidslivstelefonen"
    assert "arbeidslivstelefonen" in ids(ask(assistant, "blir mobbet på jobben"))


def test_who_is_out_of_prison_is_not_sent_inside(assistant: Assistant) -> None:
    """Doors for after prison come before health care in prison."""
    assert types(assistant, ask(assistant, "nettopp ut av fengsel"))[0] == "after-prison"
    assert "prison-health" not in types(assistant, ask(assistant, "nettopp ut av fengsel"))[:2]
