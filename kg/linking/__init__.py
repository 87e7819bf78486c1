"""Which entity each name of an article means, or none.

In come all uses of names of one article, in text order, with their candidates; out goes an entity for
each, or None. Whom a capital acts for, pronouns and role nouns are left to the caller.
"""

from kg.linking.article import link
from kg.linking.uses import NameUse

__all__ = ["NameUse", "link"]
