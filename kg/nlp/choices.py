"""The patterns of a verb that its objects allow: `A impose sanction on R` where sanctions are imposed.

Some verbs have a hundred patterns, most of them with a fixed noun; only those whose noun is there are tried.
"""

from collections.abc import Set as AbstractSet
from functools import cache

from kg.patterns import VerbPattern, Words
from kg.relations import Relations


def find_patterns(relations: Relations, verb: str, words: AbstractSet[str]) -> list[VerbPattern]:
    """The verb's patterns without a fixed object, and those with one of the words, in their order."""
    patterns, free, by_word = _by_object(relations, verb)
    chosen = set(free)
    for word in words & by_word.keys():
        chosen |= by_word[word]
    return [patterns[i] for i in sorted(chosen)]


@cache
def _by_object(
    relations: Relations, verb: str
) -> tuple[tuple[VerbPattern, ...], frozenset[int], dict[str, set[int]]]:
    """All patterns of a verb, the places of those that take any object, and of the others by noun."""
    patterns = relations.verbs.get(verb, ())
    by_word: dict[str, set[int]] = {}
    free = set()
    for i, pattern in enumerate(patterns):
        # A second object ("A take R hostage") may stand in many places, and is looked for by itself.
        has_second = any(part.path == "" for part in pattern.parts)
        if isinstance(pattern.object, Words) and pattern.object.lemmas and not has_second:
            for word in pattern.object.lemmas:
                by_word.setdefault(word, set()).add(i)
        else:
            free.add(i)
    return patterns, frozenset(free), by_word
