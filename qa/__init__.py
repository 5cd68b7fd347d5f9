"""Question in, cited Answer out."""

from qa.answer import Answer, Citation
from qa.assistant import Assistant, Config, ask

__all__ = ["Answer", "Assistant", "Citation", "Config", "ask"]
