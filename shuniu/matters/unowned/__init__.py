"""没人管: what nobody holds is looked for every night and stands on a shelf with whose it might be (product §7.12).

`search` reads and proposes; `look` writes down what is new and takes off what has settled itself; `give`, `keep` and
`drop` are what a person presses.
"""

from shuniu.matters.unowned.searching import Found, search
from shuniu.matters.unowned.shelf import EACH_DAY, drop, give, keep, look, next_look, shelf

__all__ = ["EACH_DAY", "Found", "drop", "give", "keep", "look", "next_look", "search", "shelf"]
