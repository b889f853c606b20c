"""The part a unit plays in a task (牵头, 责任, 配合, 指导)."""

from enum import Enum


class Role(Enum):
    """Role of a 责任单位 in a task; the value is the word shown to readers."""

    LEAD = "牵头"
    RESPONSIBLE = "责任"
    SUPPORT = "配合"
    GUIDE = "指导"

    @property
    def key(self) -> str:
        """English key used in JSON and in element ids."""
        return self.name.lower()
