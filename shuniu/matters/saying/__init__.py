"""说一句话: reads one line of an office and says what it means."""

from .grammar import understand
from .intents import INTENTS
from .sentence import LABELS, Chip, OpenMatter, Sentence

__all__ = ["INTENTS", "LABELS", "Chip", "OpenMatter", "Sentence", "understand"]
