"""Statements: whose words paragraphs without quotation marks are, and who "we" is."""

from tests.nlp.factories import claims_of, read_parse

LEAD = "Ayrault:nsubj>said said ::punct>said"
DEMAND = "Iran:nsubj>hit hit/VBD Basra:dobj>hit ."
PRAISE = "We:nsubj>support support/VBP Iraq:dobj>support ."


def test_paragraphs_after_a_colon_are_the_speakers_words() -> None:
    assert claims_of(read_parse(LEAD, DEMAND, PRAISE)) == [
        "Iran attacks Basra says Jean-Marc Ayrault",
        "Jean-Marc Ayrault supports Iraq says Jean-Marc Ayrault",
    ]


def test_they_end_where_the_speaker_is_told_of_or_another_is_quoted() -> None:
    told = "Ayrault:nsubj>left left ."
    assert claims_of(read_parse(LEAD, told, DEMAND)) == ["Iran attacks Basra"]
    quoted = '" No , " Assad:nsubj>said said .'
    assert claims_of(read_parse(LEAD, quoted, DEMAND)) == ["Iran attacks Basra"]


def test_no_colon_no_statement() -> None:
    assert claims_of(read_parse("Ayrault:nsubj>said said .", DEMAND)) == ["Iran attacks Basra"]
    assert claims_of(read_parse("Ayrault:nsubj>left left ::punct>left", DEMAND)) == ["Iran attacks Basra"]


def test_we_is_who_issues_a_statement() -> None:
    issued = "Russia:nsubj>condemned condemned=condemn Iran:dobj>condemned ."
    assert claims_of(read_parse(issued, PRAISE)) == ["Russia accuses Iran", "Russia supports Iraq"]


def test_we_is_nobody_where_a_person_writes_or_somebody_is_quoted() -> None:
    assert claims_of(read_parse("Merkel:nsubj>left left .", PRAISE)) == []
    quoted = '" No , " Assad:nsubj>said said .'
    assert claims_of(read_parse("Russia:nsubj>left left .", quoted, PRAISE)) == []
