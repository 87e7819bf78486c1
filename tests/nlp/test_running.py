"""Docs are those of `nlp.pipe`, though entities, attributes and embeddings are worked out otherwise."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.nlp import attributes, embeddings
from kg.nlp.attributes import find_attributes
from kg.nlp.entities import is_plain
from kg.nlp.pipeline import load_pipeline
from kg.nlp.running import Runner

TEXTS = (
    "Norway's prime minister, Jonas Gahr Støre, met the U.N. envoy in Bamako on 3 March 2024.",
    "There are no troops left; let's go, they said, you're gonna lose.",
    "",
    "  Mali  and Chad\n\nsigned a pact worth $3.5 million. Was it true? It wasn't.",
    "REBELS TAKE TIMBUKTU",
    "x",
    "He had said that it did, and that but for Ingrid Halloran it had not; I saw you.",
    "The European Union and the African Union's Peace and Security Council " * 5,
)


def told(doc: Doc) -> list[object]:
    rows = [
        (t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_, t.head.i, t.ent_iob_, t.ent_type_)
        for t in doc
    ]
    return [doc.text, rows, [(span.start, span.end) for span in doc.sents] if len(doc) else []]


@pytest.fixture(scope="module")
def expected() -> list[list[object]]:
    return [told(doc) for doc in load_pipeline().pipe(TEXTS)]


@pytest.mark.model
def test_docs_are_those_of_the_pipeline(expected: list[list[object]]) -> None:
    nlp = load_pipeline()
    assert is_plain(nlp.get_pipe("ner"))
    assert find_attributes(nlp) is not None
    run = Runner(nlp)
    assert [told(doc) for doc in run(TEXTS)] == expected
    assert [told(doc) for text in reversed(TEXTS) for doc in run([text])] == expected[::-1]


@pytest.mark.model
def test_words_that_are_forgotten_are_learnt_again(
    expected: list[list[object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attributes, "_KEPT", 5)
    monkeypatch.setattr(embeddings, "_KEPT", 5)
    run = Runner(load_pipeline())
    for _ in range(2):
        with run.forgetting():
            assert [told(doc) for text in TEXTS for doc in run([text])] == expected


def test_a_pipeline_of_another_form_runs_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    @Language.component("shout")
    def shout(doc: Doc) -> Doc:
        doc.user_data["shouted"] = doc.text.upper()
        return doc

    nlp.add_pipe("shout")
    assert find_attributes(nlp) is None
    docs = Runner(nlp)(["Norway met Mali. It rained.", "No."])
    assert [doc.user_data["shouted"] for doc in docs] == ["NORWAY MET MALI. IT RAINED.", "NO."]
    assert [len(list(doc.sents)) for doc in docs] == [2, 1]
