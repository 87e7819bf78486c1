from collections.abc import Iterable, Iterator

import pytest
import spacy

from kg.errors import ModelError
from kg.model import Article, PassageKind
from kg.nlp.pipeline import ParsedPassage, join_prefixes, load_pipeline, parse, plain
from kg.nlp.running import Runner
from tests.nlp.factories import blank


def read(articles: Iterable[Article]) -> Iterator[tuple[Article, tuple[ParsedPassage, ...]]]:
    return parse(Runner(blank()), articles, inflections={})


def parsed(text: str, title: str | None = None) -> tuple[ParsedPassage, ...]:
    [(_, passages)] = read([Article(id="a", text=text, title=title)])
    return passages


# --- what the model reads ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘lying’ and “lies”", "'lying' and \"lies\""),
        ("a plan - that failed - again", "a plan – that failed – again"),
        ("US-led talks", "US-led talks"),
        ("one\ttwo\nthree\u00a0four\r", "one two three four "),
    ],
)
def test_plain_text_for_the_model(text: str, expected: str) -> None:
    assert plain(text) == expected
    assert len(plain(text)) == len(text)


def test_a_prefix_and_its_verb_are_one_word() -> None:
    nlp = spacy.blank("en")
    join_prefixes(nlp)
    assert [t.text for t in nlp("ISIS re-enters Palmyra")] == ["ISIS", "re-enters", "Palmyra"]
    assert [t.text for t in nlp("US-backed rebels")] == ["US", "-", "backed", "rebels"]
    assert [t.text for t in nlp("it's here.")] == [
        "it",
        "'s",
        "here",
        ".",
    ]  # what it knew before it knows still


# --- passages ----------------------------------------------------------------------------------------------


def test_articles_come_back_in_order_with_their_passages() -> None:
    articles = [Article(id=str(i), text=f"Norway met Mali on day {i}.") for i in range(150)]
    found = list(read(articles))
    assert [article.id for article, _ in found] == [str(i) for i in range(150)]
    assert all(len(passages) == 1 for _, passages in found)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n"])
def test_an_article_without_words_has_no_passages(text: str) -> None:
    assert parsed(text) == ()


def test_articles_without_words_keep_their_place() -> None:
    texts = ["", "Norway met Mali.", "", "", "Mali met Norway.", ""]
    articles = [Article(id=str(i), text=text) for i, text in enumerate(texts)]
    found = [(article.id, len(passages)) for article, passages in read(articles)]
    assert found == [("0", 0), ("1", 1), ("2", 0), ("3", 0), ("4", 1), ("5", 0)]


def test_offsets_are_into_the_article() -> None:
    title, body = "Norway meets Mali", "The talks took place on Monday, Norway said.\n\nMali said “nothing”."
    text = f"{title}\n\n{body}"
    for passage in parsed(text, title):
        for token in passage.doc:
            start = passage.start + token.idx
            assert plain(text[start : start + len(token)]) == token.text


def test_a_title_is_a_headline_and_the_body_is_prose() -> None:
    text = "Norway meets Mali\n\nThe two countries met on Monday in Oslo, officials said."
    assert [p.kind for p in parsed(text, "Norway meets Mali")] == [PassageKind.HEADLINE, PassageKind.PROSE]


# --- headlines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Norway, Mali sign pact on fish", "Norway &Mali sign pact on fish"),
        ("Rebels agree plan; Norway, Mali yet to sign", "Rebels agree plan; Norway &Mali yet to sign"),
        ("Norway, which fishes, signs pact", "Norway, which fishes, signs pact"),
        ("In Oslo, rain", "In Oslo, rain"),
    ],
)
def test_a_comma_between_two_names_is_an_and(title: str, expected: str) -> None:
    assert len(title) == len(expected)
    assert parsed(title, title)[0].doc.text == expected
    body = "A long sentence that ends in a full stop says that " + title + "."
    assert "&" not in parsed(body)[0].doc.text


@pytest.mark.parametrize(
    ("title", "lead", "rest"),
    [
        ("Norway: rebels will be crushed", "Norway", "rebels will be crushed"),
        (
            "Prime Minister of Mali: rebels will be crushed",
            "Prime Minister of Mali",
            "rebels will be crushed",
        ),
        ("Rebels will be crushed: Norway", "Norway", "Rebels will be crushed"),
    ],
)
def test_a_colon_parts_a_headline_into_speaker_and_words(title: str, lead: str, rest: str) -> None:
    first, second = parsed(title, title)
    assert (first.doc.text, first.spoken) == (lead, False)
    assert (second.doc.text, second.spoken) == (rest, True)
    assert first.whole == second.whole == (0, len(title))
    assert title[second.start : second.start + len(rest)] == rest


@pytest.mark.parametrize("title", ["Norway: quiet", "At 10:30 rebels came", "Norway meets Mali"])
def test_other_headlines_are_whole(title: str) -> None:
    [passage] = parsed(title, title)
    assert (passage.doc.text, passage.spoken, passage.whole) == (title, False, None)


# --- the model ---------------------------------------------------------------------------------------------


def test_a_model_that_is_missing_is_named_with_the_remedy() -> None:
    with pytest.raises(ModelError, match="'no_such_model' is not installed; run 'pip install no_such_model'"):
        load_pipeline("no_such_model")


def test_a_model_without_a_parser_is_refused(tmp_path: object) -> None:
    path = f"{tmp_path}/blank"
    blank().to_disk(path)
    with pytest.raises(ModelError, match="has no parser; choose one"):
        load_pipeline(path)


@pytest.mark.model
def test_the_model_is_loaded_without_warnings(recwarn: pytest.WarningsRecorder) -> None:
    nlp = load_pipeline()
    assert {"parser", "ner", "tagger"} <= set(nlp.pipe_names)
    assert [str(w.message) for w in recwarn if "W095" in str(w.message)] == []
