"""The only package that imports spaCy: parsed text to mentions, clauses and claims."""
