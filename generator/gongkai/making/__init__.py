"""How a build spares work: what it remembers, and how it spreads what is left to do."""
