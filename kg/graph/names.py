"""Names as people type them."""

import re
import unicodedata


def fold(text: str) -> str:
    """Small letters and digits without marks, one space between words, no leading article."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", text.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
