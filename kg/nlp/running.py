"""Texts -> Docs, through all components of a pipeline, many texts at a time.

In: a spaCy pipeline. Out: the Docs that `nlp.pipe` would give. Where its components are of the common form,
what takes time without need is left out: `embeddings`, `entities` and `attributes` say how.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from kg.nlp.attributes import find_attributes
from kg.nlp.embeddings import keep_embeddings
from kg.nlp.entities import EntitySearch, is_plain
from kg.nlp.tree import Strings

_Step = Callable[[list[Doc]], list[Doc]]


class Runner:
    """Runs a pipeline over texts. The pipeline is for reading alone from then on."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.strings = Strings(nlp.vocab)
        self._steps = _find_steps(nlp)

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Words that are new within are forgotten after it: no Doc made within may be used then.

        Without it spaCy's vocabulary grows with the articles.
        """
        with self._nlp.memory_zone():
            yield

    def __call__(self, texts: Sequence[str]) -> list[Doc]:
        """The Docs of the texts, in their order."""
        docs = [self._nlp.make_doc(text) for text in texts]
        for step in self._steps:
            docs = step(docs)
        return docs


def _find_steps(nlp: Language) -> list[_Step]:
    attributes = find_attributes(nlp)
    for _, component in nlp.pipeline:
        if isinstance(model := getattr(component, "model", None), Model):
            keep_embeddings(model)
    steps: list[_Step] = []
    for name, component in nlp.pipeline:
        if is_plain(component):
            steps.append(_in_place(EntitySearch(component)))
        elif attributes is not None and name == "attribute_ruler":
            steps.append(_in_place(attributes))
        elif attributes is None or name != "lemmatizer":
            steps.append(_piped(component))
    return steps


def _in_place(work: Callable[[Sequence[Doc]], None]) -> _Step:
    def step(docs: list[Doc]) -> list[Doc]:
        work(docs)
        return docs

    return step


def _piped(component: Callable[[Doc], Doc]) -> _Step:
    pipe = getattr(component, "pipe", None)

    def step(docs: list[Doc]) -> list[Doc]:
        if pipe is None:
            return [component(doc) for doc in docs]
        return list(pipe(docs, batch_size=max(1, len(docs))))

    return step
