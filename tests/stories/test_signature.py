"""What is kept of an article: words, names, numbers, who is credited, and nothing of what is no news."""

from datetime import date

import numpy as np
import pytest

from kg.model import EntityType, Mention, MentionKind, Passage, PassageKind, Record
from kg.stories import Signature, signature, text_origin
from kg.stories.likeness import likeness, unpack
from kg.stories.names import find_names
from kg.stories.words import find_words, fold, hash_of
from tests.factories import HARBOUR, NORWAY, ODA_LIND, RUSSIA, make_article
from tests.stories.texts import FERRY, MINE


def sign(text: str, **fields: object) -> Signature:
    return signature(Record(make_article(text, **fields), (), (), ()))


def numbers(text: str) -> list[int]:
    return [form.hash for _, form in find_words(text, 0, len(text)) if form.is_number]


def stems(text: str) -> list[int]:
    return [form.stem for _, form in find_words(text, 0, len(text)) if form.stem]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Twenty-four ships", "24 ships"),
        ("four of twenty", "4 of 20"),
        ("1,200 men", "1200 men"),
        ("forty-one", "41"),
        ("on Monday", "monday"),
    ],
)
def test_numbers_are_compared_as_digits(text: str, same: str) -> None:
    assert numbers(text) == numbers(same) != []


@pytest.mark.parametrize(
    ("text", "other"), [("twenty four", "24"), ("4.5", "45"), ("one", "1.0"), ("dozens", "12")]
)
def test_other_numbers_are_others(text: str, other: str) -> None:
    assert numbers(text) != numbers(other)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("attacked", "attacks"),
        ("striking", "strikes"),
        ("the Russian's ships", "Russian ship"),
        ("U.S. forces", "US force"),
        ("the and of it", ""),
    ],
)
def test_forms_of_a_word_are_one_stem(text: str, same: str) -> None:
    assert stems(text) == stems(same)


@pytest.mark.parametrize(
    ("text", "other"), [("US ships", "us ships"), ("school", "hospital"), ("arm", "army")]
)
def test_other_words_are_other_stems(text: str, other: str) -> None:
    assert stems(text) != stems(other)


def test_words_know_where_they_start() -> None:
    text = "In Oslo, twenty-four ships"
    assert [text[start:].split(maxsplit=1)[0] for start, _ in find_words(text, 3, len(text))] == [
        "Oslo,",
        "twenty-four",
        "ships",
    ]
    assert fold("Oslo’s") == "oslo"


def test_what_is_no_news_is_not_compared() -> None:
    bare, dressed = (
        sign(MINE),
        sign(f"By Ann Roe\n\nKOLWEZI, Congo - {MINE}\nRead more: the mines of Katanga"),
    )
    assert (dressed.words, dressed.text, dressed.facts) == (bare.words, bare.text, bare.facts)
    assert dressed.told != bare.told


def test_a_headline_counts_where_there_is_nothing_else() -> None:
    title = "Mine collapses near Kolwezi"
    assert sign(f"{title}\n\n{MINE}", title=title).text == sign(MINE).text
    assert sign(title, title=title).words == 4


def test_an_article_without_words_is_signed() -> None:
    blank = sign(" \n")
    assert (blank.words, blank.told, blank.content, blank.facts) == (0, "", b"", b"")


def test_only_the_first_hundred_words_are_the_lead() -> None:
    one, other = sign(FERRY), sign(FERRY.replace("Bornholm", "Gotland").replace("third", "fourth"))
    assert (one.names, one.numbers, one.content) == (other.names, other.numbers, other.content)
    assert one.facts != other.facts


def test_two_and_two_are_not_one_two() -> None:
    one, other = unpack(sign("Two of the two ships.")), unpack(sign("Two of the three ships."))
    assert len(one.numbers) == 2
    assert len(one.numbers - other.numbers) == len(other.numbers - one.numbers) == 1


def test_likeness_of_minhash_values_is_that_of_the_texts() -> None:
    words = [f"word{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(300)]
    one, other = sign(" ".join(words[:200]) + "."), sign(" ".join(words[100:]) + ".")
    assert likeness(one.text, other.text) == pytest.approx(1 / 3, abs=0.12)  # three deviations
    assert likeness(one.text, one.text) == 1


def test_the_published_date_and_credit_are_kept() -> None:
    kept = sign("PARIS (AFP) - " + MINE, published=date(2024, 5, 14))
    assert (kept.published, kept.agency) == (date(2024, 5, 14), "AFP")


def test_equal_texts_have_one_origin() -> None:
    assert (
        text_origin("Norway  MET\nRussia.") == text_origin("Norway met Russia.") != text_origin("Norway met.")
    )


# Names


def names(text: str, *read: tuple[str, object]) -> set[int]:
    """The names of a text in which some words were read as entities."""
    mentions, entities = [], []
    for words, entity in read:
        start = text.index(words)
        key = getattr(entity, "id", None)
        mentions.append(Mention(start, start + len(words), words, MentionKind.NAME, EntityType.PLACE, key))
        entities += [entity] if key else []
    record = Record(make_article(text), tuple(entities), tuple(mentions), ())  # type: ignore[arg-type]
    passage = Passage(0, len(text), PassageKind.PROSE)
    return {name for _, name in find_names(record, [passage], [find_words(text, 0, len(text))])}


def test_a_state_is_one_name_whatever_its_words() -> None:
    assert names("Moscow left.", ("Moscow", RUSSIA)) == names("The Kremlin left.", ("The Kremlin", RUSSIA))
    assert names("Moscow left.", ("Moscow", RUSSIA)) == {hash_of("RU")}
    assert names("Moscow left.", ("Moscow", RUSSIA)) != names("Moscow left.", ("Moscow", NORWAY))


def test_another_name_is_each_of_its_words() -> None:
    text = "Oda Lind left the Old Harbour."
    assert len(names(text, ("Oda Lind", ODA_LIND), ("Old Harbour", HARBOUR))) == 4
    assert names("Lind left.", ("Lind", ODA_LIND)) < names(text, ("Oda Lind", ODA_LIND))


def test_capitals_that_were_not_read_count_but_those_that_open_a_sentence() -> None:
    assert len(names("Gunmen left Ansongo. Soldiers came.")) == 1
    assert names("Soldiers left. Gunmen came.") == set()
    assert names("Gunmen Leave Ansongo After Talks") == set()  # all in capitals: they tell nothing


def test_bytes_are_the_same_on_every_machine() -> None:
    assert sign("Norway met Russia.").names == np.array(sorted(names("Norway met Russia.")), "<u4").tobytes()
    assert hash_of("oslo") == 0xF3B622
