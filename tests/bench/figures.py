"""A measured figure beside what was wanted, as one line of a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure of which more is better; `wanted` is None where it only explains another."""

    name: str
    value: float
    wanted: float | None = None
    note: str = ""

    @property
    def is_reached(self) -> bool:
        return self.wanted is None or self.value >= self.wanted

    def __str__(self) -> str:
        verdict = "ok" if self.is_reached else "MISSED"
        wanted = "" if self.wanted is None else f"wanted {self.wanted:.3f} {verdict}"
        return f"{self.name:<34}{self.value:7.3f}  {wanted:<20}{self.note}".rstrip()
