from datetime import date
from itertools import pairwise

import pytest

from kg.model import DatePrecision
from kg.nlp.dates import DateKind, DateMention, Direction, Offset, find_dates, resolve_offset

MONDAY = date(2016, 12, 12)
DAY, WEEK, MONTH, YEAR = DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR


def brief(text: str, published: date | None = MONDAY) -> list[str]:
    """Each date as "words=value", with its kind where it is not `at`."""
    return [
        f"{text[mention.start : mention.end]}={mention.value or _offset(mention)}"
        + ("" if mention.kind is DateKind.AT else f" {mention.kind}")
        for mention in find_dates(text, published)
    ]


def _offset(mention: DateMention) -> str:
    assert mention.offset is not None
    return f"{mention.offset.count} {mention.offset.unit} {mention.offset.direction}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whole dates
        ("Palmyra fell on 12 December 2016.", "12 December 2016=2016-12-12"),
        ("Palmyra fell on December 12, 2016.", "December 12, 2016=2016-12-12"),
        ("It began on Tuesday, 3 March 2015, in Minsk.", "Tuesday, 3 March 2015=2015-03-03"),
        ("They met on the 3rd of May 2014.", "the 3rd of May 2014=2014-05-03"),
        ("The statement is dated 2015-07-14.", "2015-07-14=2015-07-14"),
        ("Signed on 25/12/2015 in Geneva.", "25/12/2015=2015-12-25"),
        ("Signed on 12/25/2015 in Geneva.", "12/25/2015=2015-12-25"),
        ("Signed on 07.07.2015 in Vienna.", "07.07.2015=2015-07-07"),
        ("Signed on 03.07.2015 in Vienna.", "03.07.2015=2015-07-03"),
        # without a year
        ("Troops entered the town on Dec. 4.", "Dec. 4=2016-12-04"),
        ("Troops entered the town on 4 Dec.", "4 Dec.=2016-12-04"),
        ("On August 30 the army withdrew.", "August 30=2016-08-30"),
        ("The vote is due on 15 January.", "15 January=2017-01-15"),
        ("Talks ran from 7-9 November in Geneva.", "7-9 November=2016-11-07 since"),
        ("On March 15 soldiers attacked, he said.", "March 15=2016-03-15"),
        # months
        ("Assad forces retook it in March 2016.", "March 2016=2016-03"),
        ("Assad forces retook it in March.", "March=2016-03"),
        ("In December the siege tightened.", "December=2016-12"),
        ("It has held the town since May.", "May=2016-05 since"),
        ("In May Russia sent jets.", "May=2016-05"),
        ("Fighting broke out in late August.", "late August=2016-08"),
        ("They agreed by the end of October.", "October=2016-10 until"),
        ("He resigned last March.", "last March=2016-03"),
        ("He won in Minsk this past May.", "this past May=2016-05"),
        ("He resigned last December.", "last December=2015-12"),
        ("Elections follow next April.", "next April=2017-04"),
        ("He was jailed in June last year.", "June last year=2015-06"),
        ("Hundreds died in March and April.", "March=2016-03; April=2016-04"),
        ("In March 30 people were killed.", "March=2016-03"),
        # years
        ("Israel captured the heights in 1967.", "1967=1967"),
        ("Syria has been at war since 2011.", "2011=2011 since"),
        ("Sanctions stay until 2030.", "2030=2030 until"),
        ("He ruled from 1999 to 2008.", "1999=1999 since; 2008=2008 until"),
        ("The group was founded around 2004.", "2004=2004 around"),
        ("They fought in late 2014.", "late 2014=2014"),
        ("Clashes in 2014 and 2016 killed many.", "2014=2014; 2016=2016"),
        ("In 2016, 300 people were arrested.", "2016=2016"),
        # weekdays
        ("France on Monday accused Russia.", "Monday=2016-12-12"),
        ("ISIS overran Palmyra on Sunday.", "Sunday=2016-12-11"),
        ("Jets hit the town on Tuesday night.", "Tuesday night=2016-12-06"),
        ("Moscow said Friday that it agreed.", "Friday=2016-12-09"),
        ("Kerry arrived last Monday.", "last Monday=2016-12-05"),
        ("They meet next Monday.", "next Monday=2016-12-19"),
        ("They met on Thursday last week.", "Thursday last week=2016-12-08"),
        ("Monday's attack killed nine.", "Monday=2016-12-12"),
        ("He spoke after Saturday's attack.", "Saturday=2016-12-10"),
        ("The road has been shut since Saturday.", "Saturday=2016-12-10 since"),
        # near the day of publication
        ("The council votes today.", "today=2016-12-12"),
        ("Today the council votes.", "Today=2016-12-12"),
        ("It struck the port yesterday evening.", "yesterday evening=2016-12-11"),
        ("They return tomorrow.", "tomorrow=2016-12-13"),
        ("Shells fell last night.", "last night=2016-12-11"),
        ("Shells fell overnight.", "overnight=2016-12-12 around"),
        ("He called this morning.", "this morning=2016-12-12"),
        ("They left the day before yesterday.", "the day before yesterday=2016-12-10"),
        ("Talks failed at the weekend.", "the weekend=2016-12-10"),
        ("Talks failed over the weekend.", "the weekend=2016-12-10"),
        ("Talks resume next weekend.", "next weekend=2016-12-17"),
        # periods
        ("He met her last week.", "last week=2016-W49"),
        ("Fighting began this week.", "this week=2016-W50"),
        ("It annexed the area last month.", "last month=2016-11"),
        ("Kiev signed it earlier this month.", "earlier this month=2016-12"),
        ("Kiev signed it earlier this year.", "earlier this year=2016"),
        ("He took office last year.", "last year=2015"),
        ("The vote is due next year.", "next year=2017"),
        ("Two days ago the truce ended.", "Two days ago=2016-12-10"),
        ("A week ago the truce ended.", "A week ago=2016-W49"),
        ("The truce ended three months ago.", "three months ago=2016-09"),
        ("It seized the city nearly two years ago.", "nearly two years ago=2014 around"),
        ("It seized the city two decades ago.", "two decades ago=1996 around"),
        ("He died five years ago today.", "five years ago today=2011-12-12"),
        # distances
        ("It fell nine months after a siege.", "nine months after=9 month after"),
        ("Two days earlier he had left.", "Two days earlier=2 day before"),
        ("A year later, he returned.", "A year later=1 year after"),
        ("The previous day, shells fell.", "The previous day=1 day before"),
        ("It came the day after the vote.", "the day after=1 day after"),
        ("On the same day, Iran protested.", "the same day=0 day after"),
        ("The following week, it withdrew.", "The following week=1 week after"),
    ],
)
def test_dates_are_found(text: str, expected: str) -> None:
    assert "; ".join(brief(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May said that Britain would leave.",
        "Parliament lost confidence in May.",
        "The plan was backed by May.",
        "In May's view the deal was dead.",
        "Since May took office, little has changed.",
        "Mussolini led the March on Rome.",
        "Thousands joined the march in Rome.",
        "They may march in august company.",
        "He told the Sunday Times that he was leaving.",
        "She told Sunday Times readers the truth.",
        "Children met at the Sunday school.",
        "Crowds gathered after Friday prayers.",
        "The Good Friday Agreement holds.",
        "He meets them every Monday.",
        "Sunday Igboho fled to Benin.",
        "He took one second to answer.",
        "Leaders met at the G20 2023 summit.",
        "Some 2000 soldiers crossed the river.",
        "Rebels were seen in 2000 villages.",
        "More than 1,200 people fled.",
        "Curfew starts at 2000 GMT.",
        "It must end by 1900 GMT.",
        "Inflation reached 5.30 percent.",
        "Ayrault, 66, left for Brussels.",
        "The council adopted resolution 2254.",
        "Signed on 12/11/2016 in Paris.",
        "Signed on 31 February 2016 in Paris.",
        "The September 11 attacks changed policy.",
        "Hamas's October 7 attack started the war.",
        "He spoke to USA Today and Russia Today.",
        "It has no place in today's world.",
        "The last week of the campaign was quiet.",
        "They fought for the last year.",
        "Fighting raged all summer and in the 1990s.",
        "Several weeks ago it was calm.",
        "The deadline was two hours ago.",
        "A three-day visit ended.",
        "The 33-year-old was held for nine months.",
        "Dec. is his nickname, and Jan Kowalski is his name.",
        "Flight MH17-2014-07 and order 2016-12 were named.",
    ],
)
def test_what_only_looks_like_a_date_is_silent(text: str) -> None:
    assert brief(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "on Monday",
        "today",
        "at the weekend",
        "last month",
        "two weeks ago",
        "in March",
        "on 12 May",
        "this year",
    ],
)
def test_without_a_publication_date_relative_dates_give_nothing(text: str) -> None:
    assert brief(text, None) == []


def test_without_a_publication_date_whole_dates_and_distances_stand() -> None:
    assert brief("Two days after a raid on 3 May 2015 and in 2016.", None) == [
        "Two days after=2 day after",
        "3 May 2015=2015-05-03",
        "2016=2016",
    ]


def test_a_distance_from_a_date_is_a_date() -> None:
    assert brief("It fell two days after 3 May 2015.") == ["two days after 3 May 2015=2015-05-05"]
    assert brief("It fell nine months after March 2016.") == ["nine months after March 2016=2016-12"]
    assert brief("It fell two days after 2015.") == ["two days after=2 day after", "2015=2015 since"]


def test_typographic_spaces_quotes_and_dashes_are_read_as_plain_ones() -> None:
    assert brief("Monday\u2019s raid of 7\u20139 December\n2016 followed 12\u00a0November.") == [
        "Monday=2016-12-12",
        "7\u20139 December\n2016=2016-12-07",
        "12\u00a0November=2016-11-12",
    ]
    assert brief("In May\u2019s view the Hamas\u2019s October 7 attack was one.") == []


@pytest.mark.parametrize(
    ("text", "value", "ahead"),
    [
        ("They meet on Friday.", "2016-12-09", "2016-12-16"),
        ("They meet on Monday.", "2016-12-12", None),
        ("They meet in March.", "2016-03", "2017-03"),
        ("They meet this weekend.", "2016-12-10", "2016-12-17"),
        ("They meet on 4 August.", "2016-08-04", "2017-08-04"),
        ("They met last Friday.", "2016-12-09", None),
    ],
)
def test_open_dates_know_the_coming_one(text: str, value: str, ahead: str | None) -> None:
    (mention,) = find_dates(text, MONDAY)
    assert (mention.value, mention.ahead) == (value, ahead)


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        (date(2016, 12, 10), "at the weekend", "2016-12-10"),  # a Saturday
        (date(2016, 12, 11), "over the weekend", "2016-12-10"),  # a Sunday
        (date(2016, 12, 11), "last weekend", "2016-12-03"),
        (date(2016, 12, 12), "last weekend", "2016-12-10"),
        (date(2017, 1, 2), "last week", "2016-W52"),
        (date(2021, 1, 1), "this week", "2020-W53"),
        (date(2017, 1, 15), "last month", "2016-12"),
        (date(2016, 3, 31), "one month ago", "2016-02"),
        (date(2017, 3, 15), "29 February 2016", "2016-02-29"),
    ],
)
def test_edges_of_weeks_months_and_years(published: date, text: str, value: str) -> None:
    (mention,) = find_dates(f"It happened {text}.", published)
    assert mention.value == value


def test_spans_do_not_overlap_and_precision_fits_the_value() -> None:
    text = "On Sunday, 11 December 2016, two weeks after talks in late November and a year before, it fell."
    mentions = find_dates(text, MONDAY)
    assert len(mentions) == 4
    assert all(first.end <= second.start for first, second in pairwise(mentions))
    assert [mention.precision for mention in mentions] == [DAY, None, MONTH, None]


@pytest.mark.parametrize(
    ("anchor", "precision", "offset", "expected"),
    [
        ("2016-12-11", DAY, Offset(9, MONTH, Direction.AFTER).reversed(), ("2016-03", MONTH)),
        ("2016-12-11", DAY, Offset(2, DAY, Direction.AFTER), ("2016-12-13", DAY)),
        ("2016-12-11", DAY, Offset(1, WEEK, Direction.BEFORE), ("2016-W48", WEEK)),
        ("2016-12-11", DAY, Offset(1, YEAR, Direction.AFTER), ("2017", YEAR)),
        ("2016-W49", WEEK, Offset(2, WEEK, Direction.AFTER), ("2016-W51", WEEK)),
        ("2016-11", MONTH, Offset(3, MONTH, Direction.AFTER), ("2017-02", MONTH)),
        ("2016-11", MONTH, Offset(0, DAY, Direction.AFTER), ("2016-11", MONTH)),
        ("2016-11", MONTH, Offset(2, DAY, Direction.AFTER), None),
        ("2016", YEAR, Offset(9, MONTH, Direction.AFTER), None),
        ("2016", YEAR, Offset(5000, YEAR, Direction.BEFORE), None),
    ],
)
def test_offsets_are_resolved_no_finer_than_they_were_told(
    anchor: str, precision: DatePrecision, offset: Offset, expected: tuple[str, DatePrecision] | None
) -> None:
    assert resolve_offset(anchor, precision, offset) == expected


def test_reading_the_same_sentence_twice_gives_the_same() -> None:
    text = "On Sunday, nine months after March, ISIS overran Palmyra."
    assert find_dates(text, MONDAY) == find_dates(text, MONDAY)
