"""Model to pages: which pages exist, their address, and the values a template may see."""
