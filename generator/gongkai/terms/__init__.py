"""How offices write: text to value, or why not. Pure functions; no file, no portal."""
