"""Mend the lemmas that spaCy's rules get wrong: "staged" is of stage, not of stag.

The rules of the lemmatizer look a stem up in a short list and guess for the rest. Here a verb form that is a
regular inflection of a verb we know is given that verb.
"""

from collections.abc import Iterable, Iterator, Mapping

# Irregular verbs that the lemmatizer does not know, mostly for their prefix.
from kg.nlp.tree import Doc

_IRREGULAR = {
    "overthrew": "overthrow",
    "overthrown": "overthrow",
    "overran": "overrun",
    "retook": "retake",
    "re-took": "retake",
    "retaken": "retake",
    "withdrew": "withdraw",
    "withdrawn": "withdraw",
    "undertook": "undertake",
    "upheld": "uphold",
    "withheld": "withhold",
    "oversaw": "oversee",
    "forbade": "forbid",
    "forbidden": "forbid",
    "rebuilt": "rebuild",
}


def find_inflections(verbs: Iterable[str]) -> dict[str, str]:
    """Each regular inflected form of the verbs, with its verb; forms that two verbs share are left out.

    >>> find_inflections(["stage"])["staged"]
    'stage'
    """
    owners: dict[str, set[str]] = {}
    for verb in verbs:
        for form in _forms(verb):
            owners.setdefault(form, set()).add(verb)
    return {form: next(iter(found)) for form, found in owners.items() if len(found) == 1} | _IRREGULAR


def mend_lemmas(doc: Doc, inflections: Mapping[str, str]) -> None:
    """Give each verb of the Doc, in place, the lemma that its form tells."""
    for token in doc:
        if token.tag_ in ("VBD", "VBN", "VBG", "VBZ"):
            verb = inflections.get(token.lower_)
            if verb is not None and verb != token.lemma_:
                token.lemma_ = verb


def _forms(verb: str) -> Iterator[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    yield f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"
    yield f"{stem}ed"
    yield f"{stem}ing" if not verb.endswith("ee") else f"{verb}ing"
    # One syllable that ends in vowel and consonant doubles it: ban, banned. Longer verbs may.
    if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3] not in "aeiou":
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")
