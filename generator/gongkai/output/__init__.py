"""Bytes to a folder: staging, search index, committing."""
