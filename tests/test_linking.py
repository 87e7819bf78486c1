from dataclasses import replace
from datetime import date

import pytest

from kg.gazetteers import Gazetteer, load_gazetteer
from kg.linking import NameUse, link
from kg.model import EntityType, MentionKind

PERSON, PLACE, BODY = EntityType.PERSON, EntityType.CITY, EntityType.ORGANIZATION
Guessed = tuple[str, EntityType | None]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def uses_of(gazetteer: Gazetteer, text: str, *names: Guessed) -> list[NameUse]:
    """The names as the reader of an article hands them over: in order, with their guesses and candidates."""
    known = {(match.start, match.end): match for match in gazetteer.find_names(text)}
    uses, end = [], 0
    for name, guess in names:
        start = text.index(name, end)
        end = start + len(name)
        match = known.get((start, end))
        kind = match.kind if match else MentionKind.NAME
        candidates = match.candidates if match else ()
        uses.append(NameUse(start, end, name, kind, guess, candidates, bool(match and match.strong)))
    return uses


def linked(
    gazetteer: Gazetteer, text: str, *names: Guessed, published: date | None = date(2024, 6, 1)
) -> list[str | None]:
    entities = link(uses_of(gazetteer, text, *names), gazetteer=gazetteer, published=published)
    return [entity.id if entity else None for entity in entities]


# Places


def test_a_place_beside_its_whole_lies_in_it(gazetteer: Gazetteer) -> None:
    text = "A storm hit Paris, Texas."
    assert linked(gazetteer, text, ("Paris", PLACE), ("Texas", PLACE)) == ["city-4717560", "region-us-tx"]


def test_a_whole_beside_its_place_is_the_one_that_it_lies_in(gazetteer: Gazetteer) -> None:
    names = (("Atlanta", PLACE), ("Georgia", PLACE))
    assert linked(gazetteer, "He left Atlanta, Georgia.", *names) == ["city-4180439", "region-us-ga"]
    names = (("Buffalo", PLACE), ("New York", PLACE))
    assert linked(gazetteer, "He left Buffalo, New York.", *names)[1] == "region-us-ny"
    names = (("Rustavi", PLACE), ("Georgia", PLACE))
    assert linked(gazetteer, "He left Rustavi, Georgia.", *names)[1] == "country-ge"
    names = (("London", PLACE), ("New York", PLACE))
    assert linked(gazetteer, "He left London, New York and Rome.", *names)[1] == "city-5128581"


def test_a_name_with_its_kind_is_the_region(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "In New York state he won.", ("New York state", PLACE)) == ["region-us-ny"]
    [use] = uses_of(gazetteer, "The state of Washington sued.", ("Washington", PLACE))
    for is_region, expected in ((True, "region-us-wa"), (False, "city-4140963")):
        [entity] = link([replace(use, is_region=is_region)], gazetteer=gazetteer, published=None)
        assert entity is not None
        assert entity.id == expected


def test_a_capital_is_meant_beside_a_small_namesake_of_a_country_spoken_of(gazetteer: Gazetteer) -> None:
    names = (("New York", PLACE), ("Paris", PLACE))
    assert linked(gazetteer, "A storm reached New York and Paris.", *names)[1] == "city-2988507"


def test_a_bare_name_is_the_far_larger_place(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "A storm hit Paris.", ("Paris", PLACE)) == ["city-2988507"]
    assert linked(gazetteer, "A vote in Congo", ("Congo", PLACE)) == ["country-cd"]


def test_two_countries_in_a_list_stay_countries(gazetteer: Gazetteer) -> None:
    text = "Niger, Nigeria and Benin agreed."
    names = (("Niger", PLACE), ("Nigeria", PLACE), ("Benin", PLACE))
    assert linked(gazetteer, text, *names) == ["country-ne", "country-ng", "country-bj"]


def test_the_countries_of_the_article_choose(gazetteer: Gazetteer) -> None:
    lebanon = linked(gazetteer, "Lebanese villagers left Tripoli.", ("Lebanese", None), ("Tripoli", PLACE))
    assert (
        lebanon[1]
        != linked(gazetteer, "Libyan villagers left Tripoli.", ("Libyan", None), ("Tripoli", PLACE))[1]
    )


def test_a_city_goes_before_the_region_named_after_it(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Fighting in Aleppo", ("Aleppo", PLACE)) == ["city-170063"]


def test_a_city_goes_before_its_region_whatever_both_are_called(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "They left Raqqa.", ("Raqqa", PLACE)) == ["city-172955"]
    assert linked(gazetteer, "They left Zaporizhzhia.", ("Zaporizhzhia", PLACE)) == ["city-687700"]
    assert linked(gazetteer, "They left Quebec.", ("Quebec", PLACE)) == ["region-ca-qc"]


def test_known_names_of_two_words_are_no_persons_but_small_towns_may_be(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "They left Bandar Abbas.", ("Bandar Abbas", PERSON)) == ["city-141681"]
    assert linked(gazetteer, "They left Fine Gael.", ("Fine Gael", PERSON)) == ["party-fine-gael"]
    assert linked(gazetteer, "They met Juan Aldama.", ("Juan Aldama", PERSON)) == ["person-juan-aldama"]


def test_a_small_town_of_a_country_not_spoken_of_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "French nurses in Mali left Reading."
    assert linked(gazetteer, text, ("French", None), ("Mali", PLACE), ("Reading", PLACE))[2] == "city-reading"


def test_a_country_with_namesakes_still_tells_where_we_are(gazetteer: Gazetteer) -> None:
    text = "Troops of Mali, told in Tripoli, Lebanon, left Reading."
    names = (("Mali", PLACE), ("Tripoli", PLACE), ("Lebanon", PLACE), ("Reading", PLACE))
    assert linked(gazetteer, text, *names) == ["country-ml", "city-266826", "country-lb", "city-reading"]


def test_one_of_many_small_namesakes_is_left_open(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "A fire in Springfield", ("Springfield", PLACE)) == ["city-springfield"]


# Persons


def test_a_full_name_beats_a_famous_namesake(gazetteer: Gazetteer) -> None:
    text = "Jim Jordan met Paris Hilton. Jordan praised Hilton."
    names = (("Jim Jordan", PERSON), ("Paris Hilton", PERSON), ("Jordan", PERSON), ("Hilton", PERSON))
    full = ["person-jim-jordan", "person-paris-hilton"]
    assert linked(gazetteer, text, *names) == full * 2


def test_the_country_stays_the_country_beside_a_namesake(gazetteer: Gazetteer) -> None:
    text = "Jim Jordan flew to Jordan."
    assert linked(gazetteer, text, ("Jim Jordan", PERSON), ("Jordan", PLACE))[1] == "country-jo"


def test_a_short_name_means_the_full_one_before_or_after(gazetteer: Gazetteer) -> None:
    after = linked(gazetteer, "Doe left, said Jane Doe.", ("Doe", PERSON), ("Jane Doe", PERSON))
    assert after == ["person-jane-doe"] * 2


def test_a_surname_taken_for_a_body_is_the_person_told_in_full(gazetteer: Gazetteer) -> None:
    text = "Brian Pell spoke. Pell left."
    first, second = link(
        uses_of(gazetteer, text, ("Brian Pell", PERSON), ("Pell", BODY)), gazetteer=gazetteer, published=None
    )
    assert first is not None
    assert first == second


def test_a_common_surname_alone_is_not_the_famous_one(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Johnson left.", ("Johnson", PERSON)) == ["person-johnson"]


def test_a_common_surname_is_the_office_holder_of_the_country_spoken_of(gazetteer: Gazetteer) -> None:
    text = "Britain waits. Johnson left."
    on = date(2020, 3, 1)
    assert linked(gazetteer, text, ("Britain", PLACE), ("Johnson", PERSON), published=on)[1] == (
        "person-boris-johnson"
    )


def test_a_title_is_no_part_of_a_name(gazetteer: Gazetteer) -> None:
    names = (("President Assad", PERSON), ("Senator Jane Doe", PERSON))
    assert linked(gazetteer, "President Assad met Senator Jane Doe.", *names) == [
        "person-bashar-al-assad",
        "person-jane-doe",
    ]


def test_a_pope_keeps_his_title(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Pope Francis prayed.", ("Pope Francis", PERSON)) == ["person-pope-francis"]


# Bodies


def test_an_acronym_in_brackets_means_the_name_before_it(gazetteer: Gazetteer) -> None:
    text = "The Silver Dawn Front (SDF) met. The SDF agreed."
    names = (("Silver Dawn Front", BODY), ("SDF", BODY), ("SDF", BODY))
    assert linked(gazetteer, text, *names) == ["org-silver-dawn-front"] * 3


def test_what_did_not_exist_yet_is_not_meant(gazetteer: Gazetteer) -> None:
    before = linked(gazetteer, "ISIS met", ("ISIS", BODY), published=date(2001, 1, 1))
    assert before == ["org-isis"]
    assert linked(gazetteer, "ISIS met", ("ISIS", BODY)) == ["armed-islamic-state"]


def test_a_party_of_many_countries_needs_its_country(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Labour won.", ("Labour", BODY)) == ["org-labour"]
    assert (
        linked(gazetteer, "Labour won Britain.", ("Labour", BODY), ("Britain", PLACE))[0] == "party-labour-uk"
    )


def test_one_name_has_one_guess_in_an_article(gazetteer: Gazetteer) -> None:
    text = "Zork spoke. Zork left. Zork won."
    assert linked(gazetteer, text, ("Zork", PERSON), ("Zork", BODY), ("Zork", PERSON)) == ["person-zork"] * 3


# What is known for sure, and what is not at all


def test_a_strong_name_is_believed_against_the_guess(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Mosul fell", ("Mosul", PERSON)) == ["city-99072"]
    assert linked(gazetteer, "Hamas spoke", ("Hamas", PLACE)) == ["armed-hamas"]


def test_nothing_guessed_and_nothing_known_is_none(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Zork spoke of Reading", ("Zork", None), ("Reading", None)) == [None, None]


def test_a_demonym_means_its_country(gazetteer: Gazetteer) -> None:
    assert linked(gazetteer, "Syrians fled", ("Syrians", EntityType.GROUP)) == ["country-sy"]


def test_no_names_no_entities(gazetteer: Gazetteer) -> None:
    assert link((), gazetteer=gazetteer, published=None) == ()
