"""Every error kg raises on purpose.

    KgError
    ├── UsageError        the caller asked for something that cannot be done
    │   ├── InputError    an input path that cannot be read at all
    │   └── FolderError   a project folder (NAME.kg) that cannot be used
    ├── DataError         a data file (relations, gazetteer, curation) with a mistake in it
    ├── ModelError        a spaCy pipeline that is missing or damaged
    ├── QueryError        a SPARQL query that is wrong or takes too long
    ├── EngineError       a cluster that could not finish
    ├── ConformanceError  what is kept is not as kg writes it
    └── ArticleError      this article cannot be used; count it, name it, go on

A message names the bad thing, the place and the remedy. `exit_code` is what the command line
returns when the error reaches it.
"""


class KgError(Exception):
    """Base of all errors that kg raises on purpose."""

    exit_code = 1


class UsageError(KgError):
    """The caller asked for something that cannot be done."""

    exit_code = 2


class InputError(UsageError):
    """An input path that cannot be read at all."""

    exit_code = 3


class FolderError(UsageError):
    """A project folder that cannot be used."""

    exit_code = 4


class DataError(KgError):
    """A data file with a mistake in it."""

    exit_code = 5


class ModelError(KgError):
    """A spaCy pipeline that is missing or damaged."""

    exit_code = 6


class QueryError(KgError):
    """A SPARQL query that is wrong or takes too long."""

    exit_code = 7


class ArticleError(KgError):
    """This article cannot be used; the others can."""

    exit_code = 8


class EngineError(KgError):
    """A cluster that could not finish what it was given."""


class ConformanceError(KgError):
    """What is kept is not as kg writes it."""

    exit_code = 9
