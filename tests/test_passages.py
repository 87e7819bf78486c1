import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, PassageKind
from kg.passages import MAX_PASSAGE, find_credit, find_dateline, find_passages

PROSE = "The front left the town of Kidal on Monday, the government said."
MORE = "Norway, which hosted the talks, welcomed the agreement and promised aid."


def read(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """First letter of the kind and the words of each passage."""
    passages = find_passages(Article("a", text, title=title))
    return [(passage.kind.value[0], text[passage.start : passage.end]) for passage in passages]


def words(text: str, kind: str) -> list[str]:
    return [found for letter, found in read(text) if letter == kind]


def test_title_is_a_headline_even_with_a_full_stop() -> None:
    assert read(f"Mali. And then?\n\n{PROSE}", "Mali. And then?") == [("h", "Mali. And then?"), ("p", PROSE)]


def test_title_that_the_body_repeats_is_read_once() -> None:
    text = f"Front leaves Kidal\n\nFront Leaves Kidal\n{PROSE}"
    assert read(text, "Front leaves Kidal")[1:] == [("o", "Front Leaves Kidal"), ("p", PROSE)]


def test_a_title_that_does_not_stand_alone_in_the_text_is_no_passage() -> None:
    assert read(PROSE, "The front") == [("p", PROSE)]


def test_lines_without_full_stop_are_headlines() -> None:
    lines = [
        "Front leaves Kidal",
        "Mali sends troops, says minister",
        PROSE,
        "Norway hails ‘end of war’",
        MORE,
    ]
    text = "\n".join(lines)
    assert [kind for kind, _ in read(text)] == ["h", "h", "p", "h", "p"]


def test_a_sentence_that_lost_its_full_stop_is_prose() -> None:
    line = (
        "The front that had held the town for two years left it on Monday after the talks in Oslo were over"
    )
    assert read(line) == [("p", line)]


def test_headline_that_ends_in_initials() -> None:
    assert read("Norway signs fisheries pact with U.K.") == [("h", "Norway signs fisheries pact with U.K.")]
    assert read("She has lived in the U.K.") == [("p", "She has lived in the U.K.")]


def test_one_paragraph_a_line_is_split_by_line() -> None:
    assert read(f"{PROSE}\n{MORE}") == [("p", PROSE), ("p", MORE)]


WRAPPED = """\
The front left the town of Kidal on Monday, the government said in
Bamako. Norway, which hosted the talks, welcomed the agreement and
promised aid for the towns that had suffered most.
A second convoy is expected to leave the region of Gao before the
end of the month, according to the mission of the United Nations.

The truce is the third since the fighting in the north began in
the spring of last year."""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_hard_wrapped_lines_are_put_together(newline: str) -> None:
    found = read(f"Front leaves Kidal\n\n{WRAPPED}".replace("\n", newline))
    assert [kind for kind, _ in found] == ["h", "p", "p", "p"]
    assert found[1][1].endswith("suffered most.")
    assert found[2][1].startswith("A second convoy")


def test_short_headlines_of_like_length_are_not_taken_for_wrapped() -> None:
    lines = [
        "Norway hails truce with Bridge Front",
        "Russia denies jamming of coastal radio",
        "Mali sends troops",
    ]
    assert words("\n".join(lines), "h") == lines


def test_a_line_that_goes_on_in_small_letters_is_one_passage() -> None:
    text = (
        "The convoy of the\ncoalition\n left Kidal on Monday. It had waited for fuel since the week before."
    )
    assert read(text) == [("p", text)]


def test_speaker_before_the_quotation_is_read_with_it() -> None:
    text = f"{PROSE}\n\nThe minister said:\n\n“We welcome the truce.”\n\n{MORE}"
    assert words(text, "p") == [PROSE, "The minister said:\n\n“We welcome the truce.”", MORE]


@pytest.mark.parametrize(
    "line",
    [
        "Friday, January 4, 2019",
        "Published: 12 December 2016, 10:15 GMT",
        "2016-12-12T10:15:00Z",
        "By Jane Doe",
        "By Jane Doe and John van Roe, Gazette staff",
        "Reporting by Jane Doe; Editing by John Roe",
        "(Additional reporting by Jane Doe in Oslo)",
        "(Photo: Gazette)",
        "Photo by Jane Doe",
        "File photo",
        "A convoy waits near Kidal on Sunday. (AP Photo/Jane Doe)",
        "A convoy waits near Kidal [Jane Doe/Gazette]",
        "Read more: Norway hails truce",
        "Related stories",
        "Share this article",
        "Sign up for our newsletter.",
        "Advertisement",
        "© 2016 Harbour Gazette. All rights reserved.",
        "https://news.example/harbour",
        "Home | World | Politics | Sport",
        "Coordinates: 59°10′25″N 18°10′05″E",
        "—Jane Doe, on the harbour",
        "██ Bridge Front",
        "-",
        "* * *",
        "-30-",
        "World",
    ],
)
def test_what_is_no_news_is_read_by_nobody(line: str) -> None:
    assert read(f"{PROSE}\n{line}\n{MORE}") == [("p", PROSE), ("o", line), ("p", MORE)]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the front had left Kidal.",
        "Related companies were fined by Norway.",
        "Terms of the truce were not disclosed.",
        "Copyright reform was rejected by the parliament in Oslo.",
        "Sponsored by Norway, the talks ended on Monday.",
        "Image rights were sold to Norway.",
        "Reporting by human rights groups shows that the front left.",
        "Watch dogs in Norway condemned Mali.",
        "On January 4, 2019 the front attacked Kidal.",
        "Follow the money, Norway told Mali.",
        "In pictures that Norway released, the convoy leaves Kidal.",
        "The front fired 1,200 shells and 45 rockets.",
    ],
)
def test_prose_that_looks_like_it_is_still_prose(line: str) -> None:
    assert read(f"{PROSE}\n{line}\n{MORE}")[1] == ("p", line)


@pytest.mark.parametrize(
    ("dateline", "places"),
    [
        ("PARIS (AFP) -", ("PARIS",)),
        ("BEIRUT, Dec 12 (Reuters) -", ("BEIRUT",)),
        ("BEIRUT/GENEVA, Dec 12 (Reuters) –", ("BEIRUT", "GENEVA")),
        ("AMMAN, Jordan (AP) —", ("AMMAN", "Jordan")),
        ("WASHINGTON, D.C. —", ("WASHINGTON", "D.C.")),
        ("ANKARA, Turkey, Dec. 12 (UPI) --", ("ANKARA", "Turkey")),
        ("LONDON —", ("LONDON",)),
        ("LONDON—", ("LONDON",)),
        ("UNITED NATIONS -", ("UNITED NATIONS",)),
        ("ISLAMABAD:", ("ISLAMABAD",)),
        ("Moscow, 12 December 2016 (TASS) --", ("Moscow",)),
        ("Geneva, 5 May 2010 –", ("Geneva",)),
        ("(Reuters) -", ()),
    ],
)
def test_passage_starts_after_the_dateline(dateline: str, places: tuple[str, ...]) -> None:
    text = f"Front leaves Kidal\n\n{dateline} {PROSE}"
    assert read(text)[1:] == [("o", dateline), ("p", PROSE)]
    assert find_dateline(Article("a", text)) == places


@pytest.mark.parametrize(
    "line",
    [
        "NATO — Norway's ally — condemned Mali.",
        "ISIS - the group that held Kidal - left.",
        "Norway - Mali's ally - condemned Russia.",
        "Oda Lind (Labour) - who leads Norway - resigned.",
        "Russia: Norway lies about Mali.",
        "MALI — the front left it.",
    ],
)
def test_what_looks_like_a_dateline(line: str) -> None:
    assert read(line) == [("p", line)]
    assert find_dateline(Article("a", line)) == ()


def test_names_of_speakers_in_a_transcript_are_no_datelines() -> None:
    lines = ["LIND: We welcome the truce.", "PETROV: We never jammed a signal."]
    assert words("\n".join(lines), "p") == lines


def test_section_labels_are_cut_off_teasers() -> None:
    text = (
        "Norway hails truce\nOslo hosted the talks for a week Middle East -\n"
        "Russia denies jamming\nMoscow calls it a fault of the sets Middle East -\n"
        "Mali sends troops\nTwo convoys are on the way to the north Middle East"
    )
    assert words(text, "o") == ["Middle East -", "Middle East -", "Middle East"]
    assert "Two convoys are on the way to the north" in [found for _, found in read(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Norway seeks peace in the Middle East",
        "Norway sends envoy to Middle East",
        "Norway seeks talks with Russia -",
    ],
)
def test_names_at_the_end_are_kept_where_no_label_is_sure(line: str) -> None:
    assert read(line)[0] == ("h", line.removesuffix(" -"))


def test_bullets_go_and_items_stay() -> None:
    text = "- Norway hails truce\n- Russia denies jamming\n– Mali sends troops\n– Niger closes border"
    assert len(words(text, "h")) == 4
    assert words(text, "o") == ["-", "-", "–", "–"]


def test_a_dash_before_a_whole_sentence_goes() -> None:
    assert read(f"— {PROSE}") == [("o", "—"), ("p", PROSE)]


def test_desk_credit_is_cut_off_the_last_paragraph() -> None:
    credit = "(Reporting by Jane Doe; Editing by John Roe)"
    assert read(f"{PROSE} {credit}") == [("p", PROSE), ("o", credit)]


def test_long_passages_are_split_at_sentence_ends() -> None:
    text = " ".join([PROSE] * 1000)
    found = find_passages(Article("a", text))
    assert all(passage.end - passage.start <= MAX_PASSAGE for passage in found)
    assert all(text[passage.start : passage.end].endswith("said.") for passage in found)
    assert {passage.kind for passage in found} == {PassageKind.PROSE}


@pytest.mark.parametrize(
    "unit", ["x", "a ", "A, ", "- ", "By A", "(", "Sign up\n", "|", "word\n", "((", "A.", "—"]
)
def test_a_long_text_of_any_shape_is_read_in_linear_time(unit: str) -> None:
    started = time.perf_counter()
    find_passages(Article("a", unit * 50_000))
    assert time.perf_counter() - started < 5


LINES = st.sampled_from(
    [
        "",
        PROSE,
        MORE,
        "By Jane Doe",
        "-",
        "PARIS (AFP) - Yes.",
        "Read more: x",
        "A b Middle East -",
        "said:",
        "“No.”",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=12).map("\n".join))


@given(TEXTS, st.integers(0, 20))
@settings(deadline=None)
def test_passages_hold_every_word_once_and_in_order(text: str, title: int) -> None:
    article = Article("a", text, title=text[:title] or None)
    passages = find_passages(article)
    end = 0
    for passage in passages:
        assert end <= passage.start < passage.end <= len(text)
        assert not text[end : passage.start].strip()
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        end = passage.end
    assert not text[end:].strip()
    find_dateline(article)


def test_every_form_in_the_data_stands_under_an_example() -> None:
    from importlib.resources import files

    lines = files("kg").joinpath("data", "passages.toml").read_text("utf-8").splitlines()
    forms = [number for number, line in enumerate(lines) if re.match(r"\w+ = '''", line)]
    assert forms
    assert all(lines[number - 1].startswith("# ") for number in forms)


def credit(text: str, publisher: str | None = None) -> str | None:
    article = Article("a", text, publisher=publisher)
    return find_credit(article, find_passages(article))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PARIS (AFP) - {PROSE}", "AFP"),
        (f"BEIRUT, Dec 12 (Reuters) - {PROSE}", "Reuters"),
        (f"OSLO (The Associated Press) — {PROSE}", "AP"),
        (f"{PROSE}\n\n- Associated Press", "AP"),
        (f"{PROSE}\n\nAFP", "AFP"),
        (f"{PROSE} (AFP)", "AFP"),
        (f"{PROSE} — Xinhua", "Xinhua"),
        (f"{PROSE}\n\n(Reporting by Ann Roe in Oslo; Editing by John Doe)", "Reuters"),
        (f"{PROSE} (Reporting by Ann Roe; Writing by Jane Poe; Editing by John Doe)", "Reuters"),
        (f"{PROSE}\n\n(Reporting by Ann Roe, AFP; Editing by John Doe)", "AFP"),
        (f"By Ann Roe, Associated Press\n\n{PROSE}", "AP"),
        (f"By ANN ROE Associated Press\n\n{PROSE}", "AP"),
        (f"By Ann Roe and John Doe, AFP correspondents\n\n{PROSE}", "AFP"),
        (f"By Reuters\n\n{PROSE}", "Reuters"),
        (f"{PROSE}\n\nSource: Xinhua", "Xinhua"),
        (f"{PROSE}\n\nCopyright 2016 The Associated Press. All rights reserved.", "AP"),
        (f"{PROSE}\n\n© 2016 AFP", "AFP"),
        # No agency, or more than one
        (PROSE, None),
        (f"OSLO - {PROSE}", None),
        (f"By Ann Roe\n\n{PROSE}", None),
        (f"OSLO (Agencies) — {PROSE}", None),
        (f"OSLO (AP/AFP) — {PROSE}", None),
        (f"PARIS (AFP) - {PROSE}\n\n- Associated Press", None),
        (f"{PROSE} The minister told Reuters so.", None),
        (f"{PROSE} “We left,” the minister told Reuters.", None),
        (f"Photo: Ann Roe/AFP\n\n{PROSE}", None),
        (f"A man walks past a shelter. (AP Photo/Ann Roe)\n\n{PROSE}", None),
        (f"[Ann Roe/Reuters]\n\n{PROSE}", None),
        (f"AFP via Getty Images\n\n{PROSE}", None),
        (f"MENA\n\n{PROSE}", None),
    ],
)
def test_the_agency_that_is_credited(text: str, agency: str | None) -> None:
    assert credit(text) == agency


@pytest.mark.parametrize(
    ("publisher", "agency"),
    [("Reuters", "Reuters"), ("The Associated Press", "AP"), ("AP Archive", None), ("Harbour Gazette", None)],
)
def test_an_agency_may_be_the_publisher(publisher: str, agency: str | None) -> None:
    assert credit(PROSE, publisher) == agency
    assert credit(f"PARIS (AFP) - {PROSE}", publisher) == "AFP"
