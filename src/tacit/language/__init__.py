"""What a message says: sentences and words, questions and the facets they ask about, values, offers, proposals."""

from tacit.language._decode import decode
from tacit.language._reading import Mention, Reading, SpeechAct, read
from tacit.language._text import Sentence, Token, count_questions, numbers, sentences, stem, stems, tokenize
from tacit.language._vocabulary import Hit, Topic, Vocabulary

__all__ = [
    "Hit",
    "Mention",
    "Reading",
    "Sentence",
    "SpeechAct",
    "Token",
    "Topic",
    "Vocabulary",
    "count_questions",
    "decode",
    "numbers",
    "read",
    "sentences",
    "stem",
    "stems",
    "tokenize",
]
