"""Files to model, with file and line of everything that is wrong; and the model back to files."""
