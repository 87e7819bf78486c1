"""The entity recogniser's greedy search, over many Docs at once in arrays.

spaCy asks at each token, one after the other, which of its moves are allowed; that costs more than its
network. What is outside an entity is scored by its own token alone; what is inside, by its own, the first and
the last token of the entity. So all tokens are scored as if outside by one product of matrices, and the
entities that begin are followed side by side. In: Docs with sentences. Out: the entities that `ner.pipe`
would find, set in place (its rules: `spacy/pipeline/_parser_internals/ner.pyx`, 3.8).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

_Floats = npt.NDArray[np.float32]
_Numbers = npt.NDArray[np.intp]
_FEATURES = 3  # tokens that score a move: the one it is for, the first and the last of the open entity


def is_plain(component: Any) -> bool:
    """Whether a component is a recogniser of the form that is searched here: greedy, two layers, no rest."""
    if not isinstance(component, EntityRecognizer) or component.cfg.get("beam_width", 1) != 1:
        return False
    model = component.model
    if not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
        return False
    return bool(model.get_ref("lower").get_dim("nF") == _FEATURES)


class EntitySearch:
    """Finds the entities of Docs with the network of one plain recogniser."""

    def __init__(self, ner: EntityRecognizer) -> None:
        self._model = ner.model
        names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        columns = {name: i for i, name in enumerate(names)}
        self._begin = np.array([i for name, i in columns.items() if name.startswith("B-")])
        self._opening = np.array([i for name, i in columns.items() if name.startswith(("B-", "U-"))])
        self._never = columns.get("U-")  # the unit without a label, for tokens that a user blocked
        self._out = columns["O"]
        self._labels = [name[2:] for name in names]
        # For each move that begins an entity: the moves that go on with it, and that end it.
        self._inside = np.array([columns.get(f"I-{label}", 0) for label in self._labels])
        self._last = np.array([columns.get(f"L-{label}", 0) for label in self._labels])

    def __call__(self, docs: Sequence[Doc]) -> None:
        """Set the entities of the Docs."""
        full = [doc for doc in docs if len(doc)]
        if full:
            moves, ends = self._search(full)
            start = 0
            for doc in full:
                self._set(doc, moves[start : start + len(doc)], ends[start : start + len(doc)] - start)
                start += len(doc)

    def _search(self, docs: Sequence[Doc]) -> tuple[_Numbers, _Numbers]:
        """The best move of each token where no entity is open, and the last token of what it would begin."""
        vectors = self._model.get_ref("tok2vec").predict(docs)
        lower = self._model.get_ref("lower")
        features: _Floats = lower.predict(vectors)  # its first row stands for "no such token"
        bias: _Floats = lower.get_param("b")
        attrs = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs]).astype(np.int64)
        is_space = attrs[:, 0] == 1
        closes = np.append(attrs[1:, 1] == 1, True)  # no entity reaches beyond: a sentence or Doc ends
        closes[np.cumsum([len(doc) for doc in docs]) - 1] = True

        scores = self._score(features[1:, 0] + features[0, 1] + features[0, 2] + bias)
        scores[np.ix_(closes, self._begin)] = -np.inf
        scores[np.ix_(is_space, self._opening)] = -np.inf
        if self._never is not None:
            scores[:, self._never] = -np.inf
        moves = scores.argmax(axis=1)

        ends = np.arange(len(moves))
        first = np.flatnonzero(np.isin(moves, self._begin))
        last = first
        while len(first):  # one token on in each entity that is still open
            token = last + 1
            summed = features[token + 1, 0] + features[first + 1, 1] + features[last + 1, 2] + bias
            scores, rows = self._score(summed), np.arange(len(first))
            inside, end = self._inside[moves[first]], self._last[moves[first]]
            better = scores[rows, inside], scores[rows, end]
            goes_on = np.where(inside < end, better[0] >= better[1], better[0] > better[1]) & ~closes[token]
            ends[first[~goes_on]] = token[~goes_on]
            first, last = first[goes_on], token[goes_on]
        return moves, ends

    def _score(self, summed: _Floats) -> _Floats:
        scores: _Floats = self._model.get_ref("upper").predict(summed.max(axis=-1))
        return scores

    def _set(self, doc: Doc, moves: _Numbers, ends: _Numbers) -> None:
        spans = []
        free = 0  # the first token after the last entity
        for token in np.flatnonzero(moves != self._out).tolist():
            if token >= free:
                free = int(ends[token]) + 1
                spans.append(Span(doc, token, free, label=self._labels[moves[token]]))
        doc.set_ents(spans, default="outside")
