"""Column charts: where each column stands, computed without a database and drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 72
STEP = 22
GAP = 6
LEAST = 2


@dataclass(frozen=True, kw_only=True)
class Point:
    """One number of a series; `label` is what the table calls it, `short` what fits below."""

    label: str
    short: str
    number: int
    is_marked: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    """A point with its place; whole numbers, because no language writes them with a comma."""

    point: Point
    x: int
    y: int
    width: int
    height: int
    middle: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A series as columns of the same width, the highest as high as the chart."""

    title: str
    columns: Sequence[Column]
    highest: int
    width: int
    height: int

    @property
    def points(self) -> list[Point]:
        return [column.point for column in self.columns]

    @property
    def is_empty(self) -> bool:
        return not self.highest

    @property
    def last(self) -> int:
        return self.columns[-1].point.number if self.columns else 0

    @property
    def total(self) -> int:
        return sum(point.number for point in self.points)


def column_chart(title: str, points: Sequence[Point], *, height: int = HEIGHT) -> Chart:
    """Return the columns of a series. What is more than nothing can be seen."""
    highest = max((point.number for point in points), default=0)
    columns = []
    for place, point in enumerate(points):
        tall = round(height * point.number / highest) if highest else 0
        tall = max(tall, LEAST) if point.number else 0
        columns.append(
            Column(
                point=point,
                x=place * STEP + GAP // 2,
                y=height - tall,
                width=STEP - GAP,
                height=tall,
                middle=place * STEP + STEP // 2,
            )
        )
    return Chart(
        title=title,
        columns=tuple(columns),
        highest=highest,
        width=len(points) * STEP,
        height=height,
    )


def table_rows(charts: Sequence[Chart]) -> list[tuple[str, list[int]]]:
    """Return charts of the same points as rows: what each column is called, then its numbers."""
    columns = [chart.points for chart in charts]
    return [
        (points[0].label, [point.number for point in points])
        for points in zip(*columns, strict=True)
    ]
