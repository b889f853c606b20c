"""The search index: documents for verification, one of two engines for candidates, answers."""
