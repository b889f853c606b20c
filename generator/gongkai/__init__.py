"""gongkai 公开: a static website generator for public disclosure portals (政府信息公开)."""

__version__ = "0.1.0"
