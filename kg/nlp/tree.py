"""A parsed text in plain Python: tokens with their heads, sentences, entities.

A spaCy Token makes each answer anew, as an object of its own; reading asks some hundred questions about
every word, and asks them here of values. Names are spaCy's, and mean the same. In: a spaCy Doc or Span.
Out: a `Doc` that `repairs` and `lemmas` may mend, and that does not change after.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, overload

_FLAGS = ["HEAD", "SPACY", "ENT_IOB", "IS_PUNCT", "IS_SPACE", "IS_ALPHA"]
_STRINGS = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE"]
_BEGIN, _OUT = 3, (0, 2)  # spaCy's codes of ENT_IOB; 1 is inside
_KEPT = 200_000  # strings: about 30 MB


class Token:
    """One word and its place in the tree; `head` is the token itself at a root, `children` in text order."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "forms",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_space",
        "lemma_",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
    )

    doc: "Doc"
    sent: "Span"
    head: "Token"
    children: list["Token"]
    forms: frozenset[str] | None  # kept by `slots`

    def __init__(self, i: int, idx: int, strings: Sequence[str], flags: Sequence[int]) -> None:
        self.i = i
        self.idx = idx  # characters from the start of the text
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = strings
        self.is_punct, self.is_space, self.is_alpha = map(bool, flags)
        self.forms = None

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, distance: int = 1) -> "Token":
        """The token so many further on. Raises IndexError beyond the text."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc.tokens[self.i + distance]

    @property
    def lefts(self) -> list["Token"]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        """The children after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator["Token"]:
        """It and all below it, in text order."""
        found = [self]
        for token in found:  # grows as it goes; recursion would end on a monstrous sentence
            found += token.children
        return iter(sorted(found, key=_position))

    @property
    def left_edge(self) -> "Token":
        """The first token of its subtree."""
        return next(iter(self.subtree))

    @property
    def right_edge(self) -> "Token":
        """The last token of its subtree."""
        return list(self.subtree)[-1]

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """All that are joined with it, before and after, without itself."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:  # grows as it goes
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    @property
    def is_sent_end(self) -> bool:
        """Whether it is the last token of its sentence."""
        return self.i + 1 == self.sent.end

    def is_ancestor(self, other: "Token") -> bool:
        """Whether the other token is below this one."""
        return any(token is self for token in other.ancestors)


class Span:
    """Tokens in a row, end exclusive; an entity has a label."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[self.start : self.end][i]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Where it starts in the text, in characters."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends in the text, in characters, end exclusive."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words as written."""
        return self.doc.text[self.start_char : self.end_char] if len(self) else ""

    @property
    def root(self) -> Token:
        """The token that is highest in the tree; the first of several."""
        return min(self, key=lambda token: sum(1 for _ in token.ancestors))


class Doc:
    """A parsed text: its tokens, sentences and entities. `link` must follow a change of heads."""

    __slots__ = ("_ends", "_starts", "ents", "sents", "text", "tokens")

    def __init__(self, text: str, tokens: Sequence[Token], heads: Sequence[int]) -> None:
        self.text = text
        self.tokens = list(tokens)
        self.ents: list[Span] = []
        self.sents: list[Span] = []
        self._starts = {token.idx: token.i for token in self.tokens}
        self._ends = {token.idx + len(token.text): token.i + 1 for token in self.tokens}
        for token in self.tokens:
            token.doc = self
        self.link(heads)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, _ = key.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    def link(self, heads: Sequence[int]) -> None:
        """Hang each token on its head; a sentence begins where the subtree of a root does."""
        tokens = self.tokens
        for token in tokens:
            token.children = []
        for token, head in zip(tokens, heads, strict=True):
            token.head = tokens[head]
            if head != token.i:
                tokens[head].children.append(token)
        roots: dict[int, int] = {}  # of each token; the first of a root's begins its sentence
        starts: dict[int, int] = {}
        for token in tokens:
            path = [token]
            while path[-1].i not in roots and path[-1].head is not path[-1]:
                path.append(path[-1].head)
            root = roots.get(path[-1].i, path[-1].i)
            roots.update((above.i, root) for above in path)
            starts.setdefault(root, token.i)
        bounds = [*sorted(starts.values()), len(tokens)]
        self.sents = [Span(self, start, end) for start, end in pairwise(bounds) if start < end]
        for sent in self.sents:
            for token in sent:
                token.sent = sent

    def char_span(self, start: int, end: int) -> Span | None:
        """The tokens between two characters; None where a token crosses one of them."""
        first, last = self._starts.get(start), self._ends.get(end)
        return Span(self, first, last) if first is not None and last is not None else None


class Strings(dict[int, str]):
    """The strings of a spaCy vocabulary by their hash, kept; so many at most."""

    def __init__(self, vocab: Any) -> None:
        super().__init__()
        self._store = vocab.strings

    def __missing__(self, key: int) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found: str = self._store[key]
        self[key] = found
        return found


def to_tree(doc: Any, strings: Strings, *, part: slice | None = None, text: str | None = None) -> Doc:
    """A spaCy Doc, or some of its tokens as a Doc of its own; `text` stands for their text if given.

    A word that hangs on one outside is a root.
    """
    part = slice(0, len(doc)) if part is None else part
    rows = doc.to_array(_STRINGS)[part].tolist() if len(doc) else []
    flags = doc.to_array(_FLAGS)[part].tolist() if len(doc) else []
    own = doc[part.start : part.stop].text if text is None else text
    tokens, heads, idx = [], [], 0
    for i, (hashes, (head, space, _, *marks)) in enumerate(zip(rows, flags, strict=True)):
        words = [strings[key] for key in hashes]
        if text is not None:
            words[0] = text[idx : idx + len(words[0])]
            words[1] = words[0].lower()
        place = i + (head - 2**64 if head >= 2**63 else head)  # spaCy packs the distance as unsigned
        inside = 0 <= place < len(rows)
        if not inside:
            words[5] = "ROOT"
        heads.append(place if inside else i)
        tokens.append(Token(i, idx, words, marks))
        idx += len(words[0]) + space
    tree = Doc(own, tokens, heads)
    tree.ents = list(_entities(tree, [row[2] for row in flags]))
    return tree


def _entities(doc: Doc, codes: Iterable[int]) -> Iterator[Span]:
    start = 0
    label = ""
    for i, code in enumerate([*codes, _BEGIN]):
        if label and (code == _BEGIN or code in _OUT):
            yield Span(doc, start, i, label)
            label = ""
        if i < len(doc) and (code == _BEGIN or (code == 1 and not label)):
            start, label = i, doc.tokens[i].ent_type_


def _position(token: Token) -> int:
    return token.i
