"""What a claim carries besides its ends: truth, speaker, topic, place, date, evidence, confidence."""

import math
from datetime import date

import pytest

from kg.model import Article, Claim, PassageKind
from kg.nlp.confidence import weigh, weight_of
from kg.nlp.context import Notes
from kg.nlp.pipeline import ParsedPassage
from kg.nlp.reading import read_article
from tests.nlp.factories import WORDS, WORLD, claims_of, parse, read_parse


def only(spec: str, relation: str, **options: object) -> Claim:
    """The one claim of a relation in a sentence."""
    [claim] = [c for c in read_parse(spec, **options).claims if c.relation == relation]  # type: ignore[arg-type]
    return claim


# --- truth and speaker -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Iran:nsubj>hit did/VBD:aux>hit not:neg>hit hit/VB Basra:dobj>hit .",
            ["Iran attacks Basra [negated]"],
        ),
        ("Iran:nsubj>hit will:aux>hit hit/VB Basra:dobj>hit .", ["Iran attacks Basra [planned]"]),
        (
            "Iran:nsubj>denied denied=deny hitting=hit/VBG:xcomp>denied Basra:dobj>hitting .",
            ["Iran attacks Basra [negated] says Iran"],
        ),
        (
            "Egypt:nsubj>said said Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit .",
            ["Iran attacks Basra says Egypt"],
        ),
        (
            "Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit , Egypt:nsubj>said said .",
            ["Iran attacks Basra says Egypt"],
        ),
        (
            "Iran:nsubj>hit hit Basra:dobj>hit according:prep>hit to:prep>according Egypt:pobj>to .",
            ["Iran attacks Basra says Egypt"],
        ),
        (
            "Egypt:nsubj>said said Iran:nsubj>denied denied=deny:ccomp>said hitting=hit/VBG:xcomp>denied "
            "Basra:dobj>hitting .",
            ["Iran attacks Basra [negated] says Iran"],
        ),
        # the light verb lends a noun its truth
        (
            "Iran:nsubj>launch did/VBD:aux>launch not:neg>launch launch/VB attacks:dobj>launch "
            "on:prep>attacks Basra:pobj>on .",
            ["Iran attacks Basra [negated]"],
        ),
        (
            "Iran:nsubj>launch will:aux>launch launch/VB attacks:dobj>launch on:prep>attacks Basra:pobj>on .",
            ["Iran attacks Basra [planned]"],
        ),
        # a participle before its noun is a fact, whatever the clause says
        (
            "Iran:npadvmod>backed backed/VBN:amod>Hamas Hamas:nsubj>hit will:aux>hit hit/VB Basra:dobj>hit .",
            ["Iran supports Hamas", "Hamas attacks Basra [planned]"],
        ),
    ],
)
def test_truth_and_speaker(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec)) == expected


def test_the_speaker_is_an_entity_of_the_record() -> None:
    record = read_parse("Egypt:nsubj>said said Iran:nsubj>hit hit:ccomp>said Basra:dobj>hit .")
    [claim] = record.claims
    assert claim.speaker is not None
    assert claim.speaker.entity in {entity.id for entity in record.entities}


# --- accusations and threats that are said -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Ayrault:nsubj>said said there:expl>is is:ccomp>said a:det>lie lie:attr>is on:prep>lie "
            "the:det>part "
            "part:pobj>on of:prep>part Russia:pobj>of .",
            ["Jean-Marc Ayrault accuses Russia"],
        ),
        (
            "Ayrault:nsubj>said said Russia:nsubj>lied lied=lie:ccomp>said .",
            ["Jean-Marc Ayrault accuses Russia"],
        ),
        # nobody says it, it is denied, or nothing wrong is said
        ("Russia:nsubj>lied lied=lie .", []),
        ("Ayrault:nsubj>say did/VBD:aux>say not:neg>say say/VB Russia:nsubj>lied lied=lie:ccomp>say .", []),
        (
            "Ayrault:nsubj>said said Russia:nsubj>lied did/VBD:aux>lied not:neg>lied lied=lie/VB:ccomp>said "
            ".",
            [],
        ),
        ("Ayrault:nsubj>said said Russia:nsubj>slept slept=sleep:ccomp>said .", []),
    ],
)
def test_saying_somebody_did_wrong_accuses(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), "accuses") == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Russia:nsubj>said said rebels:nsubjpass>destroyed will:aux>destroyed be:auxpass>destroyed "
            "destroyed/VBN:ccomp>said .",
            ["Russia threatens Russian rebels"],
        ),
        # by whom is told, no "will", no violence, nobody says it
        (
            "Egypt:nsubj>said said Hamas:nsubjpass>destroyed will:aux>destroyed be:auxpass>destroyed "
            "destroyed/VBN:ccomp>said by:agent>destroyed Iran:pobj>by .",
            [],
        ),
        (
            "Egypt:nsubj>said said Hamas:nsubjpass>destroyed was:auxpass>destroyed destroyed/VBN:ccomp>said "
            ".",
            [],
        ),
        (
            "Egypt:nsubj>said said Hamas:nsubjpass>paid will:aux>paid be:auxpass>paid paid/VBN:ccomp>said .",
            [],
        ),
        ("Hamas:nsubjpass>destroyed will:aux>destroyed be:auxpass>destroyed destroyed/VBN .", []),
    ],
)
def test_foretelling_violence_threatens(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), "threatens") == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Egypt:nsubj>said said that:mark>leave Hamas:nsubj>leave must:aux>leave leave/VB:ccomp>said .",
            ["Egypt demandsOf Hamas"],
        ),
        # its own side, what must have been, what must be done by nobody knows whom, what may be
        (
            "Iran:nsubj>said said it:nsubj>leave must:aux>leave leave/VB:ccomp>said .",
            [],
        ),
        (
            "Egypt:nsubj>said said Hamas:nsubj>left must:aux>left have:aux>left left/VBN:ccomp>said .",
            [],
        ),
        (
            "Egypt:nsubj>said said Hamas:nsubjpass>freed must:aux>freed be:auxpass>freed "
            "freed/VBN:ccomp>said .",
            [],
        ),
        ("Egypt:nsubj>said said Hamas:nsubj>leave may:aux>leave leave/VB:ccomp>said .", []),
        (
            "Egypt:nsubj>say did:aux>say not:neg>say say/VB Hamas:nsubj>leave must:aux>leave "
            "leave/VB:ccomp>say .",
            [],
        ),
        ("Hamas:nsubj>leave must:aux>leave leave/VB .", []),
    ],
)
def test_saying_what_another_must_do_demands_it(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), "demandsOf") == expected


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            "Iran:nsubj>threatened threatened to:aux>deliver deliver:xcomp>threatened blows:dobj>deliver "
            "to:prep>blows Iraq:pobj>to#2 .",
            ["Iran threatens Iraq"],
        ),
        (
            "Iran:nsubj>threatened threatened to:aux>hit hit:xcomp>threatened Iraq:dobj>hit unless:mark>left "
            "Hamas:nsubj>left left:advcl>hit .",
            ["Iran threatens Iraq", "Iran threatens Hamas"],
        ),
        # nobody it is against, itself, no threat
        ("Iran:nsubj>threatened threatened to:aux>leave leave:xcomp>threatened .", []),
        (
            "Iran:nsubj>threatened threatened to:aux>hit hit:xcomp>threatened Iran:dobj>hit .",
            [],
        ),
        (
            "Iran:nsubj>threatened did:aux>threatened not:neg>threatened threatened to:aux>hit "
            "hit:xcomp>threatened Iraq:dobj>hit .",
            [],
        ),
        ("Iran:nsubj>vowed vowed=vow to:aux>hit hit:xcomp>vowed Iraq:dobj>hit .", []),
    ],
)
def test_threatening_to_do_something_threatens_whom_it_is_against(spec: str, expected: list[str]) -> None:
    assert claims_of(read_parse(spec), "threatens") == expected


# --- topic and place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "relation", "expected"),
    [
        (
            "Iran:nsubj>accused accused=accuse Iraq:dobj>accused of:prep>accused theft:pobj>of .",
            "accuses",
            "theft",
        ),
        (
            "Iran:nsubj>met met Iraq:dobj>met over:prep>met oil:compound>prices prices:pobj>over .",
            "talksWith",
            "oil prices",
        ),
        ("Iran:nsubj>met met Iraq:dobj>met .", "talksWith", None),
        (
            "Iran:nsubj>opened opened fire:dobj>opened on:prep>opened Basra:pobj>on .",
            "attacks",
            None,
        ),  # an end
        ("Iran:nsubj>met met Iraq:dobj>met near:prep>met Basra:pobj>near .", "talksWith", None),
    ],
)
def test_topics(spec: str, relation: str, expected: str | None) -> None:
    assert only(spec, relation).topic == expected


def test_a_day_is_no_topic() -> None:
    spec = "Iran:nsubj>met met Iraq:dobj>met on:prep>met Monday:pobj>on ."
    assert only(spec, "talksWith", ents={"Monday": "DATE"}).topic is None


@pytest.mark.parametrize(
    ("spec", "relation", "expected"),
    [
        ("Iran:nsubj>met met Iraq:dobj>met in:prep>met Basra:pobj>in .", "talksWith", "Basra"),
        (
            "Iran:nsubj>met met Iraq:dobj>met near:prep>met the:det>city city:pobj>near of:prep>city "
            "Basra:pobj>of .",
            "talksWith",
            "Basra",
        ),
        (
            "Iran:nsubj>launched launched attacks:dobj>launched on:prep>attacks Hamas:pobj>on "
            "in:prep>launched Basra:pobj>in .",
            "attacks",
            "Basra",
        ),
        ("Iran:nsubj>met met Iraq:dobj>met in:prep>met May:pobj>in .", "talksWith", None),
        (
            "Iran:nsubj>opened opened fire:dobj>opened on:prep>opened Basra:pobj>on .",
            "attacks",
            None,
        ),  # an end
        ("Iran:nsubj>met met Iraq:dobj>met before:prep>met Basra:pobj>before .", "talksWith", None),
    ],
)
def test_places(spec: str, relation: str, expected: str | None) -> None:
    place = only(spec, relation).place
    assert (place.label if place else None) == expected


def test_what_is_done_to_a_place_is_not_told_of_the_place_around_it() -> None:
    """ "hit Aleppo in Syria" tells of Aleppo; side by side both are told of."""
    inside = "Iran:nsubj>hit hit/VBD Aleppo:dobj>hit in:prep>Aleppo Syria:pobj>in ."
    beside = "Iran:nsubj>hit hit/VBD Aleppo:dobj>hit and:cc>Aleppo Iraq:conj>Aleppo ."
    assert claims_of(read_parse(inside), "attacks") == ["Iran attacks Aleppo"]
    assert claims_of(read_parse(beside), "attacks") == ["Iran attacks Aleppo", "Iran attacks Iraq"]


# --- dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit on:prep>hit Monday:pobj>on .", "2024-06-10 day"),
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit in:prep>hit May:pobj>in .", "2024-05 month"),
        ("Iran:nsubj>hit will:aux>hit hit/VB Basra:dobj>hit on:prep>hit Monday:pobj>on .", "2024-06-17 day"),
        (
            "Iran:nsubj>hits hits/VBZ Basra:dobj>hits .",
            "2024-06-15 day",
        ),  # the present is the day of publication
        ("Iran:nsubj>hit hit/VBD Basra:dobj>hit .", "None None"),
        # a clause beside it has its own date
        (
            "Iraq:nsubj>left left on:prep>left Monday:pobj>on and:cc>left Iran:nsubj>hit hit/VBD:conj>left "
            "Basra:dobj>hit .",
            "None None",
        ),
        # and so has a clause below it
        (
            "Iran:nsubj>hit hit/VBD Basra:dobj>hit after:mark>left Iraq:nsubj>left left:advcl>hit "
            "on:prep>left Monday:pobj>on .",
            "None None",
        ),
        # a participle happens when its main clause does
        (
            "Iran:nsubj>enters enters/VBZ Iraq:dobj>enters ,:punct>enters hitting=hit/VBG:advcl>enters "
            "Basra:dobj>hitting .",
            "2024-06-15 day",
        ),
        (
            "Iran:nsubj>entered entered/VBD Iraq:dobj>entered after:prep>entered hitting=hit/VBG:pcomp>after "
            "Basra:dobj>hitting on:prep>entered Monday:pobj>on .",
            "None None",
        ),
        # a date that opens joined clauses is said of both
        (
            "on:prep>left Monday:pobj>on Iran:nsubj>left left and:cc>left hit/VBD:conj>left Basra:dobj>hit .",
            "2024-06-10 day",
        ),
    ],
)
def test_dates(spec: str, expected: str) -> None:
    claim = only(spec, "attacks")
    assert f"{claim.date} {claim.date_precision}" == expected


def test_without_a_day_of_publication_the_present_has_no_date() -> None:
    assert only("Iran:nsubj>hits hits/VBZ Basra:dobj>hits .", "attacks", published=None).date is None


def test_a_headline_is_of_its_day() -> None:
    assert only("Iran:nsubj>hit hit/VBD Basra:dobj>hit", "attacks", headline=True).date == "2024-06-15"


def test_a_state_has_neither_date_nor_place() -> None:
    spec = "Aleppo:nsubj>fell ,:punct>Aleppo Syria:appos>Aleppo , fell on:prep>fell Monday:pobj>on ."
    claim = only(spec, "locatedIn")
    assert (claim.date, claim.date_precision, claim.place) == (None, None, None)


def test_a_headline_is_dated_as_the_text_below_dates_the_same() -> None:
    title = "Iran hits Basra"
    body = "Iran hit Basra on Monday."
    article = Article(id="a", text=f"{title}\n\n{body}", title=title, published=date(2024, 6, 15))
    passages = [
        ParsedPassage(parse("Iran:nsubj>hits hits/VBZ Basra:dobj>hits"), 0, PassageKind.HEADLINE),
        ParsedPassage(
            parse("Iran:nsubj>hit hit/VBD Basra:dobj>hit on:prep>hit Monday:pobj>on .:punct>hit"),
            len(title) + 2,
            PassageKind.PROSE,
        ),
    ]
    record = read_article(article, passages, gazetteer=WORLD, relations=WORDS)
    assert [claim.date for claim in record.claims] == ["2024-06-10", "2024-06-10"]


# --- evidence, ends, id ------------------------------------------------------------------------------------


def test_evidence_is_the_sentence_without_spaces_around_it() -> None:
    doc = parse("Iran:nsubj>fled fled . Egypt:nsubj>hit hit/VBD Basra:dobj>hit .:punct>hit")
    article = Article(id="a", text=f"  \n{doc.text}\n  ")
    passage = ParsedPassage(doc, 3, PassageKind.PROSE)
    [claim] = read_article(article, [passage], gazetteer=WORLD, relations=WORDS).claims
    assert claim.evidence.text == "Egypt hit Basra."
    for part in (claim.evidence, claim.actor, claim.recipient):
        assert article.text[part.start : part.end] == part.text


def test_the_evidence_of_a_headlines_second_half_is_the_whole_headline() -> None:
    text = "Russia: Iran hit Basra"
    lead, rest = parse("Russia"), parse("Iran:nsubj>hit hit/VBD Basra:dobj>hit")
    passages = [
        ParsedPassage(lead, 0, PassageKind.HEADLINE, whole=(0, len(text))),
        ParsedPassage(rest, 8, PassageKind.HEADLINE, spoken=True, whole=(0, len(text))),
    ]
    article = Article(id="a", text=text, title=text, published=date(2024, 6, 15))
    record = read_article(article, passages, gazetteer=WORLD, relations=WORDS)
    assert claims_of(record) == ["Iran attacks Basra says Russia"]
    assert record.claims[0].evidence.text == text


def test_what_a_sentence_says_twice_is_one_claim() -> None:
    spec = (
        "Iran:nsubj>hit hit/VBD Basra:dobj>hit and:cc>hit Iran:nsubj>shelled shelled/VBD:conj>hit "
        "Basra:dobj>shelled ."
    )
    assert claims_of(read_parse(spec)) == ["Iran attacks Basra"]


def test_ids_are_stable_and_differ() -> None:
    spec = "Iran:nsubj>hit hit/VBD Basra:dobj>hit and:cc>Basra Aleppo:conj>Basra ."
    once, twice = read_parse(spec), read_parse(spec)
    assert [c.id for c in once.claims] == [c.id for c in twice.claims]
    assert len({c.id for c in once.claims}) == len(once.claims) == 2


# --- confidence --------------------------------------------------------------------------------------------


def grounds_of(*specs: str) -> tuple[str, ...]:
    doc = parse(" ".join(specs))
    notes = Notes()
    article = Article(id="a", text=doc.text, published=date(2024, 6, 15))
    passage = ParsedPassage(doc, 0, PassageKind.PROSE)
    record = read_article(article, [passage], gazetteer=WORLD, relations=WORDS, notes=notes)
    return notes.grounds[record.claims[0].id]


def test_confidence_rests_on_how_the_ends_are_named_and_where_they_stand() -> None:
    plain = grounds_of("Iran:nsubj>hit hit/VBD Basra:dobj>hit .")
    assert {"actor name", "recipient name", "attacks by verb", "actor before 0 verbs 0 commas"} <= set(plain)
    noun = grounds_of("Iranian:amod>attacks attacks:nsubj>failed on:prep>attacks Basra:pobj>on failed .")
    assert {"attacks by noun", "actor demonym"} <= set(noun)
    assert len(set(plain)) == len(plain)


def test_weights_add_up_to_a_probability() -> None:
    assert weigh(()) == pytest.approx(1 / (1 + math.exp(-weight_of("always"))), abs=0.005)
    assert weigh(("no such ground",)) == weigh(())
    assert weigh(("actor pronoun",)) < weigh(("actor name",))
