"""Where in the site the search index lies: all that others ask about it."""

FOLDER = "search/index/"
