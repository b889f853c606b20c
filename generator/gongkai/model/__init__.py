"""What a portal is: frozen values, complete when born; no file format, no HTML, no disk."""
