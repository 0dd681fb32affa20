"""先后、灯与催办: what comes first, how it stands, and who hears of it; arithmetic that anybody can check.

Pure functions over `Facts`; nothing here is stored, and nothing here knows the database. Sources: product.md §5.1
(points), §5.2 (lights), §5.3 (chase ladder); contracts.md §3 and §5 rows 6 to 24.
"""

from shuniu.matters.ranking.chase import STANDARD, Ladder, Step, ladder
from shuniu.matters.ranking.facts import (
    AnswerAbove,
    Chased,
    Difficulty,
    Facts,
    Focus,
    Instruction,
    Part,
    Peak,
)
from shuniu.matters.ranking.lights import Cause, Light, light
from shuniu.matters.ranking.ordering import Placed, first_five, order
from shuniu.matters.ranking.points import Row, Score, is_hard_spot, is_hot_spot, points
from shuniu.matters.ranking.situation import rank
from shuniu.matters.ranking.weights import DEFAULT, Weights

__all__ = [
    "DEFAULT", "STANDARD", "AnswerAbove", "Cause", "Chased", "Difficulty", "Facts", "Focus", "Instruction", "Ladder", "Light", "Part", "Peak",
    "Placed", "Row", "Score", "Step", "Weights", "first_five", "is_hard_spot", "is_hot_spot", "ladder", "light",
    "order", "points", "rank",
]  # fmt: skip
