"""Pages to bytes: themes, templates, exports."""
