"""The words that make a date, as patterns; `dates.py` says what they mean.

A pattern is written with names in braces for its parts, for text whose blanks, apostrophes and
dashes are the plain ones. Where it needs words around the date to be sure, the group `date` holds
the date itself. Patterns are tried in order and the first to take a word keeps it, so names that
only look like dates come first.
"""

import re
from calendar import day_name, month_name
from collections.abc import Iterator

MONTHS = [name.lower() for name in month_name[1:]]
WEEKDAYS = [name.lower() for name in day_name]
_COUNT_WORDS = (
    "a|an|one", "two|a couple of", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
COUNTS = {word: count for count, words in enumerate(_COUNT_WORDS, 1) for word in words.split("|")}


def _any(words: list[str]) -> str:
    """One of the words, as written or in capitals, as headlines have them."""
    return "(?:" + "|".join([*words, *(word.upper() for word in words)]) + ")"


_PERSON_NAMES = ["April", "May", "June"]  # months that are also names: they need more around them
_SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_SURE_MONTHS = _any([name for name in month_name[1:] if name not in _PERSON_NAMES])
_EVERY_MONTH = rf"(?:{_any(list(month_name[1:]))}\b|{_SHORT_MONTH}\b\.?)"

_PARTS = {
    "any_weekday": _any(list(day_name)) + r"\b",
    "any_month": _EVERY_MONTH,
    "any_year": r"(?:1[89]|20)\d\d",
    "weekday": r"(?P<weekday>{any_weekday})",
    "month": r"(?P<month>{any_month})",
    "sure_month": rf"(?P<month>{_SURE_MONTHS}\b|{_SHORT_MONTH}\.)",
    "person_month": rf"(?P<month>{_any(_PERSON_NAMES)})\b",
    "year": r"(?P<year>{any_year})(?![\d%]|[.,:/-]\d)",
    "day": r"(?<![\d.,:$€£/-])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)",
    "to_day": r"(?: ?(?:-|to|and) ?\d{1,2}(?:st|nd|rd|th)?\b)?",
    "count": rf"(?<![\d.,-])(?P<count>\d{{1,3}}|(?i:{'|'.join(sorted(COUNTS, key=len, reverse=True))}))",
    "rough": r"(?P<rough>(?i:(?:more|less|fewer) than|at least|(?:just )?(?:over|under)|nearly|almost|about"
    "|around|some|roughly) )?",
    "unit": r"(?P<unit>days?|weeks?|months?|years?|decades?)\b",
    "part_of_day": r"(?: (?:morning|afternoon|evening|night))?",
    "early": r"(?:(?<!the )(?i:early |late |mid[ -]))",
    "owner": r"(?:\b(?i:the|an?|its|their|his|her)|'s|s')",
    "season": r"(?:spring|summer|autumn|fall|winter)",
    "edge_of": r"(?:end|start|beginning|middle|month|half|course|quarter|{season}) of",
    # what a number counts or measures: "in 2000 villages", "by 1900 GMT", "in March 30 people"
    "no_thing": r"(?!,? (?:people|persons|men|women|children|civilians|soldiers|troops|fighters|police"
    r"|migrants|refugees|protesters|prisoners|hostages|votes|seats|homes|houses|villages|towns|cities|schools"
    r"|cases|places|borders|lines|met(?:er|re)s|kilomet(?:er|re)s|km|miles|tonnes|tons|barrels|dollars|euros"
    r"|pounds|hours|hrs|GMT|UTC|local|million|billion|percent|per cent)\b)",
}

_WRITTEN = (
    # names: Black Friday, the Sunday Times, the September 11 attacks, its 7 October assault, USA Today
    ("silent", r"\b(?:Black|Good|Bloody|Ash|Super|Palm|Easter|Holy|Maundy|Shrove|Cyber|Red) {any_weekday}"),
    ("silent", r"\b{any_weekday} (?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|World|Tribune|Star|Sun"
     r"|Independent|Agreement|prayers?|sermons?|mass|masses|schools?|services?|(?:news)?papers?|editions?)\b"),
    ("silent", r"{owner} (?:{any_month} \d{1,2}|\d{1,2} {any_month})(?!\w)(?!,? \d{4})"),
    ("silent", r"\b(?:Sep(?:tember|t?\.?) 11|11 September)(?=,? (?:terror(?:ist)? )?attacks?)"),
    ("silent", r"\w,? (?:Today|Tomorrow|Yesterday|Tonight)\b|\bToday (?:programme|program|show)\b"),
    ("silent", r"\b[Tt]oday's (?:[A-Z]|(?:world|society|youth|generation|era|age|leaders)\b)"),
    # days
    ("iso", r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
    ("numeric", r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})"
     r"(?![\d/])"),
    ("day_of_month", r"(?:\b{any_weekday},? )?(?:\bthe )?{day}{to_day}(?: of)? {month}(?:,? {year})?"),
    ("day_of_month", r"(?:\b{any_weekday},? )?\b{month} {day}{to_day},? {year}"),
    ("day_of_month", r"(?i:(?<=\bon )){month} {day}{to_day}(?![.,:]?\d|%)"),
    ("day_of_month", r"(?i:(?<=\bin )){month} {day}{to_day}(?=[,.;]? *$|[,;] )"),
    ("day_of_month", r"(?:\b{any_weekday},? )?(?i:(?<!\bin ))\b{month} {day}{to_day}"
     r"(?![.,:]?\d|%){no_thing}"),
    # months: with a year anywhere, alone only after a preposition or another month
    ("month", r"{early}?\b{month}(?:,| of)? {year}"),
    ("month", r"{early}?\b{month} (?:of )?(?P<which_year>last|this|next) year\b"),
    ("month", r"\b(?:this )?(?P<which>(?i:last|past|this|next|coming)) {month}"),
    ("month", r"{early}\b{month}"),
    ("month", r"\b(?i:in|during|throughout|since|until|till|{edge_of}) (?P<date>{sure_month})"),
    ("month", r"\b(?i:by|before|after|from|around|through) "
     r"(?P<date>{sure_month})(?! (?:for|of|on|against)\b)"),
    ("month", r"(?<!confidence )(?<!faith )(?<!trust )(?<!belief )(?<!interest )\b(?i:in|during|{edge_of})"
     r" (?P<date>{person_month})(?!'s)"),
    ("month", r"\b(?i:since|until|till) (?P<date>{person_month})(?=[,.;:)]|$)"),
    ("month", r"\b(?i:in|from|between) {any_month} (?:and|or|to|until|through) (?P<date>{month})"),
    # years, only in dating use
    ("year", r"\b(?i:in|during|throughout|since|until|till|by|before|after|from|between|through|around|circa"
     r"|{edge_of}) (?:{season} )?(?P<date>{early}?{year}){no_thing}(?! (?:to|and|or) (?!{any_year}\b)\d)"),
    ("year", r"\b(?i:in|from|between|during) {any_year} (?:and|or|to|until|through) "
     r"(?P<date>{year}){no_thing}"),
    ("year", r"(?P<date>{early}{year}){no_thing}"),
    # weekdays
    ("weekday", r"\b{weekday}{part_of_day} (?:of )?(?P<which_week>last|this|next) week\b"),
    ("weekday", r"\b(?P<which>(?i:last|past|next|coming)) {weekday}{part_of_day}"),
    ("weekday", r"\b(?i:on|this|since|until|till|by|before|after|from|late|early|of)"
     r" (?P<date>{weekday}{part_of_day})(?!-\w)"),
    ("weekday", r"(?i:(?<!\bthe )(?<!\ba )(?<!\bevery )(?<!\beach )(?<!\bmost ))(?<![-'])"
     r"\b{weekday}{part_of_day}(?! [A-Z]|-\w)"),
    # around the day of publication
    ("ago", r"\b{rough}{count}[ -]{unit} ago\b(?P<today> today\b)?"),
    ("near_day", r"\b(?i:the )?day (?:before yesterday|after tomorrow)\b"),
    ("near_day", r"\b(?i:today|tonight|tomorrow|yesterday|overnight|last night"
     r"|this (?:morning|afternoon|evening)){part_of_day}\b"),
    ("weekend",
     r"\b(?i:at|over|on|during) (?P<date>(?P<which>the|last|this|next|the coming|the past) weekend)\b"),
    ("weekend", r"\b(?P<which>(?i:last|this|next)) weekend\b"),
    ("period", r"\b(?i:(?:earlier|later?|early) )?(?i:(?<!\bthe ))(?P<which>(?i:last|this|next))"
     r" (?P<unit>week|month|year)\b"),
    ("period", r"\b[Ee]arlier in the (?P<unit>week|month|year)\b"),
    # against another event
    ("distance", r"\b{rough}{count}[ -]{unit} (?P<way>after|before|earlier|later)\b"),
    ("step", r"\b(?i:the) (?P<which>previous|preceding|next|following|same) (?P<unit>day|week|month|year)\b"),
    ("step", r"\b(?i:the) (?P<unit>day) (?P<which>after|before)\b"),
)  # fmt: skip


def _compile(written: str) -> re.Pattern[str]:
    while (filled := re.sub(r"{([a-z_]+)}", lambda name: _PARTS[name[1]], written)) != written:
        written = filled
    return re.compile(written)


_PATTERNS = tuple((rule, _compile(written)) for rule, written in _WRITTEN)

# A sentence with none of these has no date in it; most sentences have none, and this is one search.
_HINT = re.compile(
    r"\d|day|week|month|year|decade|tomorrow|night|morning|afternoon|evening"
    rf"|\b(?:{'|'.join(name[:3] for name in month_name[1:])})",
    re.IGNORECASE,
)

# What must stand somewhere for a rule to find anything.
_MONTH = re.compile(
    "|".join(name[:3] for name in [*month_name[1:], *(name.upper() for name in month_name[1:])])
)
_WEEKDAY = re.compile("day|DAY")
_YEAR = re.compile(r"\d{4}")
_NEEDS = {
    "day_of_month": _MONTH, "month": _MONTH, "weekday": _WEEKDAY, "iso": _YEAR, "numeric": _YEAR,
    "year": _YEAR,
}  # fmt: skip


def find_patterns(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that may find a date in a text, with the name of their rule, in the order to try them."""
    if not _HINT.search(text):
        return
    has = {need: bool(need.search(text)) for need in (_MONTH, _WEEKDAY, _YEAR)}
    for rule, pattern in _PATTERNS:
        if rule not in _NEEDS or has[_NEEDS[rule]]:
            yield rule, pattern
