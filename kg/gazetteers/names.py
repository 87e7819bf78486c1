"""Names as text: folded to a key, made into ids, freed of titles. No table is read here.

In come strings, out go strings. Two spellings of one name have one key: accents, apostrophes, hyphens
and the dots of initials make no difference; case does ("US" is a country, "us" is not).
"""

import re
import unicodedata
from functools import lru_cache

from kg.model import Entity, EntityType

WORD = re.compile(r"[^\W_]+")
_LONGEST_ACRONYM = 8
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H"}
)  # letters that NFKD leaves whole
_APOSTROPHES = "’‘ʼʻʿʾ`´′"

ID_PREFIX = {
    EntityType.COUNTRY: "country",
    EntityType.REGION: "region",
    EntityType.CITY: "city",
    EntityType.PLACE: "place",
    EntityType.PERSON: "person",
    EntityType.GOVERNMENT: "gov",
    EntityType.MILITARY: "mil",
    EntityType.ARMED_GROUP: "armed",
    EntityType.PARTY: "party",
    EntityType.IGO: "igo",
    EntityType.ORGANIZATION: "org",
    EntityType.COMPANY: "company",
    EntityType.MEDIA: "media",
    EntityType.GROUP: "group",
}


def straight(text: str) -> str:
    """The text with its apostrophes straight, each still one character."""
    for apostrophe in _APOSTROPHES:
        if apostrophe in text:
            text = text.replace(apostrophe, "'")
    return text


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text without accents, its apostrophes straight: "Élysée" gives "Elysee"."""
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", straight(text).translate(_LETTERS))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def name_key(name: str) -> str:
    """The words of a name joined by single spaces, accents off, case kept: "al-Nusra" gives "al Nusra"."""
    if name.isascii() and name.replace(" ", "").isalnum():
        return name  # most names, and four times as fast
    return " ".join(WORD.findall(plain(name)))


def slug(text: str) -> str:
    """Lower case, accents off, runs of anything but letters and digits made one hyphen."""
    return _NOT_ALNUM.sub("-", plain(text).casefold()).strip("-")


def is_acronym(short: str, long: str) -> bool:
    """Whether capitals shorten a longer name, its first letter first: SDF, Syrian Democratic Forces."""
    letters = plain(short).replace(".", "")
    if not (1 < len(letters) <= _LONGEST_ACRONYM and letters.isalnum() and letters.isupper()):
        return False
    rest = iter(plain(long).upper())
    return (
        len(long) > len(short) and plain(long)[:1] == letters[0] and all(letter in rest for letter in letters)
    )


def local_entity(
    label: str, type: EntityType, country: str | None = None, sector: str | None = None
) -> Entity:
    """The entity of a name in no gazetteer: its id is made from its type and its words.

    Governments and forces carry their country in the id, as the listed ones do: `gov-fr-senate`.
    A label of letters that fold to nothing is kept by code point, so that two such names stay two.
    """
    words = slug(label) or "-".join(f"u{ord(letter):x}" for letter in label.casefold() if letter.isalnum())
    state = type in {EntityType.GOVERNMENT, EntityType.MILITARY} and country is not None
    prefix = f"{ID_PREFIX[type]}-{country.lower()}" if state and country else ID_PREFIX[type]
    return Entity(id=f"{prefix}-{words}", label=label, type=type, country=country, sector=sector)
