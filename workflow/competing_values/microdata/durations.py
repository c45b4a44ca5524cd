"""How long an interview took: seconds, a time of day, or two moments in one of the ways in which tools write them."""

import polars as pl

#: Ways to write a moment; the start and the end of one interview are written in one of these.
_CLOCKS = ("%H:%M:%S%.f", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
MOMENTS = (
    ("%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"),
    *(
        tuple(f"{day}{clock}" for clock in _CLOCKS)
        for day in ("%d.%m.%Y ", "%d.%m.%Y, ", "%m/%d/%Y ", "%d/%m/%Y ", "%Y/%m/%d ")
    ),
)


def seconds(text: pl.Expr) -> pl.Expr:
    """A span as seconds: a number with a decimal point or comma, or H:MM:SS; null where it is neither.

    Two parts, 3:25, may be minutes or hours, and are neither.
    """
    number = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    parts = text.str.extract_groups(r"^(?<hours>[0-9]+):(?<minutes>[0-5][0-9]):(?<seconds>[0-5][0-9](?:\.[0-9]+)?)$")
    hours, minutes, rest = (parts.struct.field(part).cast(pl.Float64) for part in ("hours", "minutes", "seconds"))
    return pl.coalesce(number, 3600 * hours + 60 * minutes + rest)


def seconds_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Seconds from one moment to another that is written in the same way; null where either is no moment."""
    return pl.coalesce((_moment(end, ways) - _moment(start, ways)).dt.total_milliseconds() / 1000 for ways in MOMENTS)


def _moment(text: pl.Expr, ways: tuple[str, ...]) -> pl.Expr:
    return pl.coalesce(text.str.to_datetime(way, time_unit="ms", time_zone="UTC", strict=False) for way in ways)
