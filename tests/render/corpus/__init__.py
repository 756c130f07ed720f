"""Word files as Vietnamese offices have them: each feature alone, and whole documents."""

from tests.render.corpus.files import CorpusFile, corpus

__all__ = ["CorpusFile", "corpus"]
