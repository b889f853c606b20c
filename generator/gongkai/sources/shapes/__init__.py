"""Nodes to model objects: one file for each kind of thing that an office writes down."""
