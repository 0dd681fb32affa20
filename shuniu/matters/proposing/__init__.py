"""拟办建议: what should be done with what arrived — whose, by when, what is here already — each with its reason."""

from shuniu.matters.proposing.accepting import UNSURE, Choice, Wanted, accept, as_proposed, sharing_of
from shuniu.matters.proposing.lexicon import Lexicon
from shuniu.matters.proposing.likeness import grams, likeness
from shuniu.matters.proposing.proposal import build, prepare, proposal_of

__all__ = [
    "UNSURE",
    "Choice",
    "Lexicon",
    "Wanted",
    "accept",
    "as_proposed",
    "build",
    "grams",
    "likeness",
    "prepare",
    "proposal_of",
    "sharing_of",
]
