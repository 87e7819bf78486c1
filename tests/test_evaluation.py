import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ArticleError, InputError
from kg.evaluation import (
    Error,
    ErrorKind,
    GoldArticle,
    GoldClaim,
    Level,
    Report,
    Score,
    evaluate,
    fold,
    read_gold,
)
from kg.model import Claim, EntityRef, Modality, Polarity
from kg.relations import Relation, load_relations
from tests.factories import HARBOUR, MALI, NORWAY, ODA_LIND, RUSSIA, make_article, make_claim

TEXT = (
    "Norway accused Russia of jamming. Mali and Norway held talks. Norway sanctioned Russia, said Oda Lind."
)
ACCUSED, TALKS, SANCTIONED = (part.strip() + "." for part in TEXT.rstrip(".").split(". "))
ARTICLE = make_article(TEXT, id="a")
RELATIONS = load_relations()


def gold_claim(
    actor: str, relation: str, recipient: str, sentence: str = ACCUSED, **fields: object
) -> GoldClaim:
    """A gold claim whose ends are mentioned by their names."""
    values: dict[str, object] = {
        "actor_text": actor,
        "recipient_text": recipient,
        "polarity": "affirmed",
        "modality": "actual",
        "speaker": "",
        "date": "",
        "place": "",
        "core": False,
    } | fields
    return GoldClaim(actor=actor, relation=relation, recipient=recipient, sentence=sentence, **values)  # type: ignore[arg-type]


ACCUSES = gold_claim("Norway", "accuses", "Russia", core=True)
TALKS_WITH = gold_claim("Mali", "talksWith", "Norway", TALKS)
SANCTIONS = gold_claim("Norway", "sanctions", "Russia", SANCTIONED, speaker="Oda Lind", core=True)
READ_ACCUSES = make_claim(ARTICLE, ACCUSED, NORWAY, "accuses", RUSSIA)
READ_TALKS = make_claim(ARTICLE, TALKS, MALI, "talksWith", NORWAY)


def scored(gold: list[GoldClaim], read: list[Claim]) -> Report:
    return evaluate([(GoldArticle(ARTICLE, tuple(gold)), read)], RELATIONS)


def found(gold: GoldClaim, read: Claim) -> set[str]:
    """The levels at which one predicted claim finds one gold claim."""
    report = scored([gold], [read])
    return {level.value for level, score in report.levels.items() if score.found}


ALL = {"relation", "type", "pair"}


def other_relation_of_type(name: str) -> str:
    """Another relation with the same PLOVER type."""
    plover = RELATIONS[name].plover
    return next(r.name for r in RELATIONS.values() if r.plover == plover and r.name != name)


def other_type(name: str) -> Relation:
    """A directed relation with another PLOVER type."""
    return next(
        r for r in RELATIONS.values() if r.plover not in (RELATIONS[name].plover, None) and not r.symmetric
    )


# --- levels ------------------------------------------------------------------------------------------------


def test_the_same_relation_is_found_at_every_level() -> None:
    assert found(ACCUSES, READ_ACCUSES) == ALL


def test_another_relation_of_the_same_plover_type_is_found_by_type() -> None:
    sibling = other_relation_of_type("sanctions")
    gold = gold_claim("Norway", "sanctions", "Russia")
    assert found(gold, make_claim(ARTICLE, ACCUSED, NORWAY, sibling, RUSSIA)) == {"type", "pair"}


def test_a_relation_of_another_type_is_found_by_pair_alone() -> None:
    read = make_claim(ARTICLE, ACCUSED, NORWAY, other_type("accuses").name, RUSSIA)
    assert found(ACCUSES, read) == {"pair"}


def test_two_states_are_of_no_common_type() -> None:
    gold = gold_claim("Norway", "leads", "Russia")
    assert RELATIONS["leads"].plover is None
    assert found(gold, make_claim(ARTICLE, ACCUSED, NORWAY, "memberOf", RUSSIA)) == {"pair"}


def test_a_gold_relation_that_kg_does_not_know_is_found_by_pair_alone() -> None:
    assert found(gold_claim("Norway", "other:jam", "Russia"), READ_ACCUSES) == {"pair"}


# --- direction ---------------------------------------------------------------------------------------------


def test_a_directed_claim_the_wrong_way_round_is_not_found() -> None:
    assert found(ACCUSES, make_claim(ARTICLE, ACCUSED, RUSSIA, "accuses", NORWAY)) == set()


def test_a_symmetric_relation_is_found_either_way_round() -> None:
    assert found(TALKS_WITH, READ_TALKS) == ALL
    assert found(TALKS_WITH, make_claim(ARTICLE, TALKS, NORWAY, "talksWith", MALI)) == ALL


def test_a_pair_is_found_either_way_round_where_one_of_the_relations_is_symmetric() -> None:
    assert found(TALKS_WITH, make_claim(ARTICLE, TALKS, NORWAY, "accuses", MALI)) == {"pair"}


# --- ends --------------------------------------------------------------------------------------------------


def test_an_end_agrees_by_label_wherever_it_is_mentioned() -> None:
    gold = gold_claim("the NORWAY", "accuses", "Rüssia", actor_text="", recipient_text="")
    assert found(gold, READ_ACCUSES) == ALL


def test_an_end_agrees_where_the_spans_overlap_whatever_the_label() -> None:
    gold = gold_claim(
        "Kingdom of Norway", "accuses", "Moscow", actor_text="Norway", recipient_text="Russia of"
    )
    assert found(gold, READ_ACCUSES) == ALL


@pytest.mark.parametrize(
    "gold",
    [
        gold_claim("Sweden", "accuses", "Russia", actor_text="accused"),
        gold_claim("Norway", "accuses", "Sweden", recipient_text="jamming"),
        gold_claim("Norway", "accuses", "Sweden", recipient_text=""),
        gold_claim("Norway", "accuses", "Sweden", recipient_text="not in the sentence"),
    ],
)
def test_an_end_that_agrees_by_neither_is_not_found(gold: GoldClaim) -> None:
    assert found(gold, READ_ACCUSES) == set()


def test_words_said_twice_in_a_sentence_agree_at_either_place() -> None:
    text = "Norway met Mali, and Norway accused Mali."
    article = make_article(text, id="b")
    gold = gold_claim("Kingdom", "accuses", "Mali", text, actor_text="Norway")
    read = make_claim(article, text, NORWAY, "accuses", MALI)
    later = replace(read, actor=replace(read.actor, start=21, end=27))
    assert text[21:27] == "Norway"
    report = evaluate([(GoldArticle(article, (gold,)), [later])], RELATIONS)
    assert report.levels[Level.RELATION].found == 1


# --- sentences ---------------------------------------------------------------------------------------------


def test_a_claim_of_another_sentence_is_not_found() -> None:
    read = make_claim(ARTICLE, SANCTIONED, NORWAY, "accuses", RUSSIA)
    assert found(ACCUSES, read) == set()


def test_a_sentence_that_is_not_in_the_text_is_not_found() -> None:
    assert found(replace(ACCUSES, sentence="Norway accused Russia."), READ_ACCUSES) == set()


def test_evidence_that_overlaps_the_sentence_is_enough() -> None:
    whole = make_claim(ARTICLE, TEXT, NORWAY, "accuses", RUSSIA)
    assert found(ACCUSES, whole) == ALL


def test_a_sentence_printed_twice_is_found_at_the_second_place() -> None:
    article = make_article(f"{ACCUSED}\n\n{ACCUSED}", id="c")
    read = make_claim(article, ACCUSED, NORWAY, "accuses", RUSSIA)
    shift = len(ACCUSED) + 2
    second = replace(
        read,
        evidence=replace(read.evidence, start=shift, end=shift + len(ACCUSED)),
        actor=replace(read.actor, start=shift, end=shift + 6, label="other"),
    )
    report = evaluate([(GoldArticle(article, (ACCUSES,)), [second])], RELATIONS)
    assert report.levels[Level.RELATION].found == 1


# --- one to one --------------------------------------------------------------------------------------------


def test_each_gold_claim_is_found_once() -> None:
    score = scored([ACCUSES], [READ_ACCUSES, READ_ACCUSES]).levels[Level.RELATION]
    assert (score.gold, score.predicted, score.found) == (1, 2, 1)
    assert (score.precision, score.recall) == (0.5, 1.0)


def test_each_predicted_claim_finds_one() -> None:
    score = scored([ACCUSES, ACCUSES], [READ_ACCUSES]).levels[Level.RELATION]
    assert (score.found, score.recall, score.precision) == (1, 0.5, 1.0)


def test_as_many_are_paired_as_can_be() -> None:
    """The first gold claim takes either reading, the second only one: both are found."""
    wide = gold_claim(
        "Norway", "talksWith", "Mali", TALKS, actor_text="Mali and Norway", recipient_text="Norway"
    )
    narrow = gold_claim("Mali", "talksWith", "Norway", TALKS)
    away = replace(READ_TALKS, actor=replace(READ_TALKS.actor, label="X"), recipient=READ_TALKS.recipient)
    for gold in ([wide, narrow], [narrow, wide]):
        for read in ([READ_TALKS, away], [away, READ_TALKS]):
            assert scored(gold, read).levels[Level.RELATION].found == 2


# --- figures -----------------------------------------------------------------------------------------------


def test_core_claims_are_counted_alone() -> None:
    score = scored([ACCUSES, TALKS_WITH, SANCTIONS], [READ_ACCUSES, READ_TALKS]).levels[Level.RELATION]
    assert (score.core, score.core_found, score.core_recall) == (2, 1, 0.5)
    assert score.recall == pytest.approx(2 / 3)
    assert score.precision == 1.0
    assert score.f1 == pytest.approx(0.8)


def test_nothing_gives_zeros_and_no_division_by_zero() -> None:
    for score in scored([], []).levels.values():
        assert (score.precision, score.recall, score.f1, score.core_recall) == (0.0, 0.0, 0.0, 0.0)


def test_articles_add_up() -> None:
    other = make_article(ACCUSED, id="d")
    pairs = [
        (GoldArticle(ARTICLE, (ACCUSES, TALKS_WITH)), [READ_TALKS]),
        (GoldArticle(other, (ACCUSES,)), [make_claim(other, ACCUSED, NORWAY, "accuses", RUSSIA)]),
    ]
    score = evaluate(pairs, RELATIONS).levels[Level.PAIR]
    assert (score.gold, score.predicted, score.found) == (3, 2, 2)


@pytest.mark.parametrize(
    ("key", "gold", "read"),
    [
        ("polarity", replace(ACCUSES, polarity="negated"), replace(READ_ACCUSES, polarity=Polarity.NEGATED)),
        ("modality", replace(ACCUSES, modality="planned"), replace(READ_ACCUSES, modality=Modality.PLANNED)),
        (
            "speaker",
            replace(ACCUSES, speaker="oda LIND"),
            replace(READ_ACCUSES, speaker=EntityRef("p", "Oda Lind")),
        ),
        ("date", replace(ACCUSES, date="2024-03"), replace(READ_ACCUSES, date="2024-03")),
    ],
)
def test_details_are_right_or_wrong_on_the_claims_found(key: str, gold: GoldClaim, read: Claim) -> None:
    assert scored([gold], [read]).accuracy[key] == (1, 1)
    assert scored([gold], [READ_ACCUSES]).accuracy[key] == (0, 1)
    assert scored([ACCUSES], [read]).accuracy[key] == (0, 1)
    assert scored([gold], []).accuracy[key] == (0, 0)


def test_by_relation_counts_gold_read_and_found() -> None:
    elsewhere = replace(ACCUSES, actor="Mali", actor_text="Mali")
    extra = make_claim(ARTICLE, TALKS, MALI, "visits", NORWAY)
    report = scored([ACCUSES, elsewhere, TALKS_WITH], [READ_ACCUSES, extra])
    assert report.by_relation == {
        "accuses": Score(gold=2, predicted=1, found=1, core=2, core_found=1),
        "talksWith": Score(gold=1, predicted=0, found=0, core=0, core_found=0),
        "visits": Score(gold=0, predicted=1, found=0, core=0, core_found=0),
    }


def test_errors_are_what_was_missed_what_was_too_much_and_what_was_read_as_another_relation() -> None:
    extra = make_claim(
        ARTICLE, SANCTIONED, ODA_LIND, "visits", HARBOUR, actor_text="Oda Lind", recipient_text="Norway"
    )
    other = make_claim(ARTICLE, ACCUSED, NORWAY, "warns", RUSSIA)
    report = scored([ACCUSES, TALKS_WITH], [other, extra])
    assert report.errors == (
        Error(ErrorKind.RELATION, "a", "Norway", "accuses", "warns", "Russia", True, ACCUSED),
        Error(ErrorKind.MISSED, "a", "Mali", "talksWith", "", "Norway", False, TALKS),
        Error(ErrorKind.EXTRA, "a", "Oda Lind", "", "visits", "Old Harbour", False, SANCTIONED),
    )


# --- names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Côte d'Ivoire", "cote d ivoire", True),
        ("The Hague", "Hague", True),
        ("al-Assad", "Al Assad", True),
        ("Mali", "Malia", False),
        ("Theodor", "odor", False),
    ],
)
def test_names_are_compared_without_case_accents_and_article(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


# --- gold files --------------------------------------------------------------------------------------------

ROW = {
    "id": "x1",
    "text": ACCUSED,
    "date": "2024-03-04",
    "claims": [
        {
            "actor": "Norway",
            "actor_text": "Norway",
            "relation": "accuses",
            "recipient": "Russia",
            "recipient_text": "Russia",
            "sentence": ACCUSED,
            "core": True,
            "note": "other keys are left alone",
        }
    ],
}


def gold_file(folder: Path, *lines: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_gold_rows_are_read_with_title_and_date(tmp_path: Path) -> None:
    path = gold_file(tmp_path, json.dumps(ROW), "", json.dumps(ROW | {"title": "A row", "date": None}))
    first, second = read_gold(path)
    assert (first.article.id, first.article.text, str(first.article.published)) == (
        "x1",
        ACCUSED,
        "2024-03-04",
    )
    assert second.article.text == f"A row\n\n{ACCUSED}"
    assert second.article.published is None
    assert first.claims[0].actor == "Norway"
    assert first.claims[0].core is True
    assert first.claims[0].speaker == ""


@pytest.mark.parametrize(
    "bad",
    [
        "{not json",
        json.dumps({k: v for k, v in ROW.items() if k != "id"}),
        json.dumps({k: v for k, v in ROW.items() if k != "text"}),
        json.dumps({k: v for k, v in ROW.items() if k != "claims"}),
        json.dumps(ROW | {"date": "yesterday"}),
        json.dumps(ROW | {"claims": {}}),
        json.dumps(ROW | {"claims": ["Norway accuses Russia"]}),
        json.dumps([ROW]),
    ],
)
def test_a_malformed_row_is_named_by_file_and_line(tmp_path: Path, bad: str) -> None:
    path = gold_file(tmp_path, json.dumps(ROW), bad)
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2: not a gold row"):
        list(read_gold(path))


def test_a_gold_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.jsonl: cannot be read"):
        list(read_gold(tmp_path / "nothing.jsonl"))
    path = tmp_path / "latin.jsonl"
    path.write_bytes("São Tomé".encode("latin-1"))
    with pytest.raises(InputError, match=r"latin\.jsonl"):
        list(read_gold(path))
