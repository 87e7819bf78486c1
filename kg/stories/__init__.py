"""Which articles are one telling: copies, cut or edited, agency copy, the same report in other words.

Comes in: records. Goes out: for each article its origin, the first article of the same telling, so that the
weight of an edge counts independent tellings. Nothing is asked of the text that was not read before. What
may be two tellings is left as two.
"""

from kg.stories.kept import keep_origins, load_origins
from kg.stories.origins import find_origins
from kg.stories.signature import Signature, signature, text_origin

__all__ = ["Signature", "find_origins", "keep_origins", "load_origins", "signature", "text_origin"]
