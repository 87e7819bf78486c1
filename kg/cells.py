"""Cells of tables that a spreadsheet opens: texts that it would run as a formula are defused.

News text is not to be trusted, and a cell that begins with one of a few signs is run where it is opened
(OWASP, "CSV Injection"). It gets a single quotation mark before it, which spreadsheets take for "this is
text" and other programs see: who reads the file back takes one such mark off. Numbers stay numbers.
"""

import re

# The last four are the full-width forms, which some spreadsheets take for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def harmless(text: str) -> str:
    """The text, with a quotation mark before it where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
