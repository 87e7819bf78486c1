"""Which entity a user means by a name: ids with their labels come in, one id goes out.

Case, accents, punctuation and a leading "the" do not matter. Where several are meant, none is chosen.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from kg.errors import UsageError

_CHOICES_SHOWN = 6

Weights = Mapping[str, int]  # how often each id is mentioned: what is known best is offered first
Aliases = Callable[[str], Iterable[str]]  # the ids that articles call by a folded name


def _no_aliases(_: str) -> Iterable[str]:
    return ()


def find_id(
    name: str,
    labels: Mapping[str, str],
    weights: Weights,
    *,
    aliases: Aliases = _no_aliases,
    folded: Mapping[str, str] | None = None,
) -> str:
    """The id meant by an id, a label, an alias, or a part of a label; the first of these ways that finds any.

    `aliases` is asked only where no label is the name; `folded` are the labels folded, if they are at hand.
    Raises UsageError where a way finds several, or none finds any.
    """
    if name in labels:
        return name
    wanted = fold(name)
    words = set(wanted.split())
    folded = folded if folded is not None else {key: fold(label) for key, label in labels.items()}
    ways: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: (key for key, label in folded.items() if label == wanted),
        lambda: aliases(wanted),
        lambda: (key for key, label in folded.items() if words and words <= set(label.split())),
    )
    for way in ways:
        found = list(way())
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"'{name}' may be {_choices(found, labels, weights)}; give the id instead")
    raise UsageError(_unknown(name, wanted, labels, folded))


def fold(text: str) -> str:
    """Small letters and digits without marks, one space between words, no leading article."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", text.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _choices(found: Iterable[str], labels: Mapping[str, str], weights: Weights) -> str:
    ranked = sorted(found, key=lambda key: (-weights.get(key, 0), key))
    named = [f"{labels[key]} ({key})" for key in ranked[:_CHOICES_SHOWN]]
    rest = [f"{len(ranked) - _CHOICES_SHOWN} others"] if len(ranked) > _CHOICES_SHOWN else []
    return " or ".join(named + rest)


def _unknown(name: str, wanted: str, labels: Mapping[str, str], folded: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(wanted, sorted(set(folded.values())), n=3, cutoff=0.6)
    if near:
        meant = sorted(
            (key for key in folded if folded[key] in near), key=lambda key: near.index(folded[key])
        )
        named = dict.fromkeys(labels[key] for key in meant)
        return f"nothing is called '{name}' here; did you mean {' or '.join(named)}?"
    if not labels:
        return f"nothing is called '{name}' here: the graph is empty; add articles with kg build"
    return f"nothing is called '{name}' among {len(labels):,} names here; kg top actors lists them"
