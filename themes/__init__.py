"""The themes that ship with gongkai; this file makes the folder a package (gongkai.themes)."""
