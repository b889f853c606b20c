"""The command line: commands, words to the user, exit status."""
