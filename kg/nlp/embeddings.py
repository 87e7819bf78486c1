"""Word embeddings of a network, kept by word: news says the same words again and again.

The first layer of spaCy's networks makes a vector of each word by itself: of its form, ending, shape and its
static vector. In: a network. Out: the same network, whose first layer works out each word once, with the same
vectors to the last bit.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from thinc.api import Model

_KEPT = 50_000  # words: about 30 MB; then they are forgotten, so that memory does not grow with the articles

# The parts of a layer that look at one word at a time.
_BY_WORD = frozenset(
    "extract_features list2ragged ints-getitem hashembed static_vectors maxout layernorm dropout "
    "ragged2list".split()
)


def keep_embeddings(network: "Model[Any, Any]") -> None:
    """Make each first layer of a network, in place, keep what it works out."""
    for node in list(network.walk()):
        first = node.layers[0] if node.layers else None
        if first is not None and first.name != _NAME and _is_by_word(first):
            node.layers[0] = _kept(first)


def _is_by_word(layer: "Model[Any, Any]") -> bool:
    parts = {part.name for part in layer.walk() if not part.layers}
    return {"extract_features", "ragged2list"} <= parts <= _BY_WORD


_NAME = "kept_embeddings"


def _kept(layer: "Model[Any, Any]") -> "Model[Any, Any]":
    [columns] = [part.attrs["columns"] for part in layer.walk() if part.name == "extract_features"]
    table = _Table(layer, columns)

    def forward(
        _: "Model[Any, Any]", docs: Sequence[Any], is_train: bool
    ) -> tuple[list[npt.NDArray[np.float32]], Callable[[Any], Any]]:
        return layer(docs, is_train) if is_train else (table.look_up(docs), _no_training)

    return Model(_NAME, forward, layers=[layer])


def _no_training(_: Any) -> Any:
    raise NotImplementedError("kept embeddings are for reading only")


class _Table:
    """The vectors of words by their features, worked out by `layer` where they are new."""

    def __init__(self, layer: "Model[Any, Any]", columns: Sequence[Any]) -> None:
        self._layer = layer
        self._columns = list(columns)
        self._places: dict[bytes, int] = {}
        self._vectors: npt.NDArray[np.float32] = np.empty((0, 0), dtype=np.float32)

    def look_up(self, docs: Sequence[Any]) -> list[npt.NDArray[np.float32]]:
        """The vectors of each Doc's tokens."""
        if not docs:
            return []
        attr = getattr(docs[0].vocab.vectors, "attr", "ORTH")
        rows = np.concatenate([doc.to_array([*self._columns, attr]) for doc in docs])
        data, width = rows.tobytes(), rows.itemsize * rows.shape[1]
        keys = [data[at : at + width] for at in range(0, len(data), width)]
        if len(self._places) + len(keys) > max(_KEPT, len(self._vectors)):
            self._places.clear()
        new = {key: at for at, key in enumerate(keys) if key not in self._places}
        if new:
            [vectors] = self._layer.predict([_Words(rows[list(new.values())], docs[0].vocab)])
            self._keep(list(new), vectors)
        found = self._vectors[[self._places[key] for key in keys]]
        return np.split(found, np.cumsum([len(doc) for doc in docs])[:-1])

    def _keep(self, keys: Sequence[bytes], vectors: npt.NDArray[np.float32]) -> None:
        start = len(self._places)
        if start + len(keys) > len(self._vectors):  # at first, or with a text longer than any before
            table = np.empty((max(_KEPT, start + len(keys)), vectors.shape[1]), dtype=np.float32)
            if start:
                table[:start] = self._vectors[:start]
            self._vectors = table
        self._vectors[start : start + len(keys)] = vectors
        self._places.update((key, start + i) for i, key in enumerate(keys))


class _Words:
    """Words as the layer sees a Doc: their features, then the key of their static vectors."""

    def __init__(self, rows: npt.NDArray[np.uint64], vocab: Any) -> None:
        self.vocab = vocab
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def to_array(self, attrs: Any) -> npt.NDArray[np.uint64]:
        """The features where several are asked for, else the key."""
        return self._rows[:, :-1] if isinstance(attrs, list) else self._rows[:, -1]
