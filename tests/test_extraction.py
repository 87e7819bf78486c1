"""What must hold of every record, whatever the text."""

import random
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ArticleError, ModelError
from kg.extraction import Extractor
from kg.gazetteers import Gazetteer
from kg.model import Article, MentionKind, Record, Skipped
from kg.readers import read_articles
from kg.relations import parse_relations
from tests.nlp.factories import WORDS, WORLD, extractor, lenient

DEMO = Path(str(resources.files("kg"))) / "data" / "demo"


def demo() -> list[Article]:
    return [item for item in read_articles([str(DEMO)]) if isinstance(item, Article)]


def records(articles: Iterable[Article]) -> list[Record]:
    return list(extractor().extract(articles))


def record(text: str, **fields: object) -> Record:
    [found] = records([Article(id="a", text=text, **fields)])  # type: ignore[arg-type]
    return found


def check(found: Record) -> None:
    """Every span is where it says, every id is declared, every number is in its range."""
    text = found.article.text
    known = [entity.id for entity in found.entities]
    assert known == sorted(set(known))
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.entity is None or mention.entity in known
        assert mention.text.strip() == mention.text
    assert list(found.mentions) == sorted(found.mentions, key=lambda m: (m.start, -m.end, m.entity or ""))
    for claim in found.claims:
        assert claim.relation in extractor().relations
        assert claim.actor.entity != claim.recipient.entity
        for part in (claim.evidence, claim.actor, claim.recipient):
            assert 0 <= part.start < part.end <= len(text)
            assert text[part.start : part.end] == part.text
        for end in (claim.actor, claim.recipient):
            assert end.entity in known
            assert end.label == next(e.label for e in found.entities if e.id == end.entity)
            assert claim.evidence.start <= end.start
            assert end.end <= claim.evidence.end
        for ref in (claim.speaker, claim.place):
            assert ref is None or ref.entity in known
        assert 0.0 < claim.confidence <= 1.0
        assert (claim.date is None) == (claim.date_precision is None)
        assert claim.topic is None or claim.topic in text
        assert claim.evidence.text.strip() == claim.evidence.text
    assert len({claim.id for claim in found.claims}) == len(found.claims)
    for verb in found.unread:
        assert verb.actor != verb.recipient
        assert 0 <= verb.start < verb.end <= len(text)


# --- the articles of the demo ------------------------------------------------------------------------------


@pytest.mark.model
def test_the_records_of_the_demo_hold() -> None:
    found = records(demo())
    assert [r.article for r in found] == demo()
    for each in found:
        check(each)
        assert each.claims, each.article.place
        assert {m.kind for m in each.mentions} >= {MentionKind.NAME}


@pytest.mark.model
def test_two_runs_are_equal() -> None:
    assert records(demo()) == records(demo())


@pytest.mark.model
def test_another_extractor_reads_the_same() -> None:
    first = demo()[:2]
    other = Extractor(relations=extractor().relations, gazetteer=extractor().gazetteer)
    assert list(other.extract(first)) == records(first)


@pytest.mark.model
def test_the_order_of_articles_does_not_matter() -> None:
    articles = demo()
    shuffled = articles.copy()
    random.Random(7).shuffle(shuffled)
    assert shuffled != articles
    assert {r.article.id: r for r in records(shuffled)} == {r.article.id: r for r in records(articles)}


@pytest.mark.model
def test_an_article_reads_the_same_alone_and_among_others() -> None:
    articles = demo()
    together = records(articles)
    for article, among in zip(articles[::4], together[::4], strict=True):
        assert records([article]) == [among]


@pytest.mark.model
def test_extraction_is_lazy() -> None:
    def endless() -> Iterable[Article]:
        number = 0
        while True:
            yield Article(id=str(number), text="Norway accused Mali of theft.")
            number += 1

    stream = extractor().extract(endless())
    assert [next(stream).article.id for _ in range(3)] == ["0", "1", "2"]


# --- texts that mean no good -------------------------------------------------------------------------------

CLAIM = "Norway accused Mali of theft."
HOSTILE = {
    "empty": "",
    "a space": " ",
    "only whitespace": " \t\n\r\n\u00a0\u2003\u200b \n",
    "emoji": f"🇳🇴🔥 {CLAIM} 👩‍👩‍👧‍👦👍🏽 Mali 🏴󠁧󠁢󠁥󠁮󠁧󠁿 denied it. 🙃",
    "right to left": f"قال الرئيس إن {CLAIM} שלום \u202e Norway attacked Mali \u202c.",
    "combining marks": (
        "N\u0301o\u0301r\u0301way accused Ma\u0308li\u0308 of theft. "
        "Co\u0302te d\u2019Ivoire attacked São Tomé."
    ),
    "zero width": "Nor\u200bway ac\u00adcused M\u200dali of theft.\ufeff " + CLAIM,
    "NUL": f"Norway\x00 accused \x00Mali. {CLAIM}\x00",
    "control characters": "\x01\x02\x1b[31mNorway\x1b[0m accused Mali\x7f of theft.\x85 " + CLAIM,
    "astral letters": f"𝓝𝓸𝓻𝔀𝓪𝔂 𝕒𝕔𝕔𝕦𝕤𝕖𝕕 𝕄𝕒𝕝𝕚. {CLAIM}",
    "ligatures and full width": f"Ｎｏｒｗａｙ accused ﬁnland. {CLAIM}",
    "a very long word": "x" * 20_000 + f" {CLAIM}",
    "only capitals": CLAIM.upper() + " " + "NORWAY MALI " * 50,
    "only punctuation": "?!.,;:-–—…'\"“”‘’()[]{}<>/\\|@#$%^&*~`" * 40,
    "quotes left open": f'"{CLAIM} “Mali attacked Norway ‘and said "Sweden',
    "nested brackets": "(" * 300 + CLAIM + ")" * 300,
    "one line each": "\n".join(["Norway", "accused", "Mali", "of", "theft", "."] * 30),
    "markup": f"<p>{CLAIM}</p><script>alert('Mali attacked Norway')</script>&nbsp;&amp;",
    "numbers": "1 2 3 4.5 6,7 8/9 10-11-12 " * 200,
    "names only": "Norway Mali Sweden Assad Putin Hamas UN EU NATO " * 60,
    "conjunctions": "Norway and " * 200 + "Mali met.",
    "deep relatives": "Norway " + "which accused Mali " * 60 + "left.",
    "deep reports": "Norway said " * 80 + "Mali left.",
    "windows lines": f"Title\r\n\r\n{CLAIM}\r\n\r\n{CLAIM}\r\n",
}


@pytest.mark.model
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_read(text: str) -> None:
    check(record(text, published=date(2024, 6, 15)))
    if text.strip():
        check(record(f"{text}\n\n{text}", title=text))


@pytest.mark.model
def test_what_is_well_written_in_a_hostile_text_is_found() -> None:
    for name in ("emoji", "NUL", "a very long word", "windows lines", "astral letters"):
        found = record(HOSTILE[name])
        assert "accuses" in {claim.relation for claim in found.claims}, name


@pytest.mark.model
def test_half_a_character_which_readers_replace_is_read() -> None:
    check(record(f"Norway \ud800 accused Mali. {CLAIM}"))


@pytest.mark.model
@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_article_without_words_has_an_empty_record(text: str) -> None:
    found = record(text)
    assert (found.entities, found.mentions, found.claims, found.unread) == ((), (), (), ())


@pytest.mark.model
def test_fifty_thousand_characters_without_a_full_stop() -> None:
    text = ("Norway accused Mali of theft and " * 1600)[:50_000]
    check(record(text))


@pytest.mark.model
def test_two_empty_articles_between_others_keep_their_place() -> None:
    articles = [Article(id=str(i), text=text) for i, text in enumerate(["", CLAIM, "", "", CLAIM])]
    assert [(r.article.id, len(r.claims)) for r in records(articles)] == [
        ("0", 0),
        ("1", 1),
        ("2", 0),
        ("3", 0),
        ("4", 1),
    ]


# --- titles ------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_title_is_evidence_of_its_own() -> None:
    title, body = "Norway accuses Mali", "Officials met in Oslo on Tuesday."
    found = record(f"{title}\n\n{body}", title=title)
    assert [claim.evidence.text for claim in found.claims if claim.relation == "accuses"] == [title]
    check(found)


@pytest.mark.model
def test_a_title_is_read_with_the_body_and_not_into_it() -> None:
    title, body = "Norway", "accused Mali of theft."
    found = record(f"{title}\n\n{body}", title=title)
    assert all("\n" not in claim.evidence.text for claim in found.claims)
    check(found)


@pytest.mark.model
@pytest.mark.parametrize("title", ["", "Norway", "No such words in the text"])
def test_a_title_that_the_text_does_not_start_with_does_no_harm(title: str) -> None:
    check(record(CLAIM, title=title))


# --- random news -------------------------------------------------------------------------------------------

_WORDS = (
    "Norway Mali Moscow Assad Hamas Syrian rebels troops UN president minister Damascus Kyiv Mr. U.S. "
    "the of in on with by from to and or , . ; : ' \" “ ” ‘ ’ - – 's ( ) ? "
    "accused said told met attacked captured backed denies will not never would is was been accused. "
    "which who that when after if according talks attack deal he it they its his "
    "on Monday last week 2016 three months \n \n\n é 🙂 \u202e \x00"
).split(" ")
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
news = st.lists(st.sampled_from(_WORDS), max_size=60).map(" ".join)


@pytest.mark.model
@QUIET
@given(news)
def test_any_words_in_any_order_are_read(text: str) -> None:
    check(record(text, published=date(2024, 6, 15)))


@pytest.mark.model
@settings(QUIET, max_examples=15)
@given(news, news)
def test_what_comes_after_an_article_does_not_change_it(one: str, other: str) -> None:
    first, second = Article(id="1", text=one), Article(id="2", text=other)
    assert records([first, second]) == [*records([first]), *records([second])]


@pytest.mark.model
@settings(QUIET, max_examples=15)
@given(news)
def test_a_titles_presence_keeps_offsets(body: str) -> None:
    title = "Norway accuses Mali"
    check(record(f"{title}\n\n{body}", title=title))


# --- the extractor itself ----------------------------------------------------------------------------------


def test_nothing_is_loaded_before_the_first_article() -> None:
    unloaded = Extractor("no_such_model")
    assert list(unloaded.relations)
    stream = unloaded.extract([Article(id="a", text=CLAIM)])
    with pytest.raises(ModelError, match="no_such_model"):
        next(stream)


def test_ones_own_relations_and_entities_are_used() -> None:
    own = Extractor(relations=WORDS, gazetteer=WORLD)
    assert own.relations is WORDS
    assert own.gazetteer is WORLD


@pytest.mark.model
def test_only_ones_own_relations_are_read() -> None:
    own = parse_relations({"teases": {"verbs": ["accuse"]}})
    extract = Extractor(relations=own, gazetteer=Gazetteer([])).extract
    [found] = extract([Article(id="a", text=CLAIM)])
    assert {claim.relation for claim in found.claims} <= {"teases"}


@pytest.mark.model
def test_an_explanation_is_the_record_and_what_was_tried() -> None:
    article = Article(id="a", text="Norway accused Mali of theft. Sweden accused nobody.")
    explained = extractor().explain(article)
    assert explained.record == records([article])[0]
    assert explained.attempts
    assert len(set(explained.attempts)) == len(explained.attempts)
    assert {attempt.word for attempt in explained.attempts} <= set(article.text.replace(".", "").split())


@pytest.mark.model
def test_the_articles_own_fields_change_no_reading_but_dates() -> None:
    plain = Article(id="a", text=CLAIM)
    dressed = replace(plain, publisher="Gazette", url="https://news.example/", place="x.txt:3", language="en")
    [one], [other] = records([plain]), records([dressed])
    assert one.claims == other.claims
    assert one.mentions == other.mentions


def test_claims_below_the_least_confidence_are_left_out_with_their_entities() -> None:
    article = Article("a", "Germany accused Russia of spying.", published=date(2024, 6, 15))
    [whole] = lenient().extract([article])
    sure = min(claim.confidence for claim in whole.claims)
    strict = copy(lenient())
    for least, kept in ((sure, len(whole.claims)), (1.0, 0)):
        strict.least = least
        [record] = strict.extract([article])
        assert len(record.claims) == kept
        assert {m.entity for m in record.mentions} >= {e.id for e in record.entities}
    assert strict.explain(article).record.claims == whole.claims  # an explanation tells them all


def test_a_pipeline_that_was_changed_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extraction.find_damaged", lambda _: ("ner/model",))
    with pytest.raises(ModelError, match="is not as published: ner/model; run: pip install"):
        list(Extractor().extract([Article("a", CLAIM)]))


@pytest.mark.model
def test_an_article_that_reading_fails_on_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.nlp import reading

    read = reading.read_article

    def fails(article: Article, *given: object, **options: object) -> object:
        if article.id == "deep":
            raise RecursionError
        return read(article, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_article", fails)
    articles = [Article("deep", CLAIM, place="deep.txt"), Article("b", CLAIM)]
    failed: list[Skipped] = []
    assert [record.article.id for record in extractor().extract(articles, on_fail=failed.append)] == ["b"]
    assert [(one.place, one.reason) for one in failed] == [
        ("deep.txt", "has a sentence that goes too deep to be read; split it")
    ]
    with pytest.raises(ArticleError, match=r"deep\.txt: has a sentence"):
        list(extractor().extract(articles))
