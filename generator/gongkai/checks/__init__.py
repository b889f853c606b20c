"""What can be wrong with content and finished pages: one file per body of rules."""
