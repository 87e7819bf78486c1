"""Our tokens answer as spaCy's do."""

import pytest

from kg.nlp.tree import Doc, Strings, to_tree
from tests.nlp.factories import parse, parse_spacy, words

SPECS = (
    "The:det>rebels rebels:nsubj>took took Palmyra:dobj>took and:cc>took left:conj>took Homs:dobj>left .",
    '" They:nsubj>hit hit:ccomp>said Basra:dobj>hit , " Qatar:nsubj>said said .',
    "Iran:nsubj>met , Iraq:conj>Iran and:cc>Iraq Syria:conj>Iraq met",
)


@pytest.mark.parametrize("spec", SPECS)
def test_a_tree_tells_what_spacy_tells(spec: str) -> None:
    theirs, ours = (
        parse_spacy(spec, ents={"Palmyra": "GPE", "Iraq": "GPE"}),
        parse(spec, ents={"Palmyra": "GPE", "Iraq": "GPE"}),
    )
    assert ours.text == theirs.text
    for own, their in zip(ours, theirs, strict=True):
        for name in "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ is_punct is_space is_alpha".split():
            assert getattr(own, name) == getattr(their, name), name
        for name in "children lefts rights ancestors conjuncts".split():
            assert [t.i for t in getattr(own, name)] == [t.i for t in getattr(their, name)], name
        assert [t.i for t in own.subtree] == sorted(t.i for t in their.subtree)  # in text order always
        for name in "head left_edge right_edge".split():
            assert getattr(own, name).i == getattr(their, name).i, name
        assert (own.sent.start, own.sent.end) == (their.sent.start, their.sent.end)
        assert own.sent.root.i == their.sent.root.i
    for attr in ("sents", "ents"):
        spans = [(s.start, s.end, s.label_, s.text, s.root.i) for s in getattr(ours, attr)]
        assert spans == [(s.start, s.end, s.label_, s.text, s.root.i) for s in getattr(theirs, attr)]


def test_a_part_is_a_doc_of_its_own() -> None:
    doc = parse_spacy("Iran:nsubj>met met Iraq:dobj>met on:prep>met Monday:pobj>on .", ents={"Iraq": "GPE"})
    part = to_tree(doc, Strings(doc.vocab), part=slice(2, 5), text="IRAQ on Monday")
    assert [(t.text, t.lower_, t.dep_, t.head.i) for t in part] == [
        ("IRAQ", "iraq", "ROOT", 0),
        ("on", "on", "ROOT", 1),
        ("Monday", "monday", "pobj", 1),
    ]
    assert [(ent.text, ent.label_) for ent in part.ents] == [("IRAQ", "GPE")]


def test_characters_find_tokens_that_they_do_not_cut() -> None:
    doc = parse("Iran:nsubj>met met Iraq:dobj>met")
    span = doc.char_span(5, 13)
    assert span is not None
    assert (span.start, span.end) == (1, 3)
    assert doc.char_span(1, 4) is None


def test_a_sentence_begins_where_the_subtree_of_a_root_does() -> None:
    doc = parse("Iran:nsubj>met met Iraq:dobj>met")
    doc.link([0, 1, 1])
    assert [span.text for span in doc.sents] == ["Iran", "met Iraq"]
    assert words(doc[1].children) == "Iraq"


def test_beside_the_first_token_is_none() -> None:
    with pytest.raises(IndexError):
        parse("Iran:nsubj>met met")[0].nbor(-1)


def test_a_text_without_words_has_no_sentence() -> None:
    assert Doc("", [], []).sents == []
