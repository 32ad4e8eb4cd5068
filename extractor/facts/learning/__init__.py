"""How the trained parts of the facts stage are made: invented training text, noise, training, evaluation.

Nothing here runs when a document is read; ``make model`` calls ``extractor.facts.learning.train``.
"""
