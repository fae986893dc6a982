"""The one rounding of the house."""


def half_up_div(numerator: int, denominator: int) -> int:
    """`numerator / denominator` rounded to an integer, halves upwards; exact for integers of any size.

    Negative halves go up too (-5/2 -> -2), so that adding a whole number never changes how something is rounded.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    return (2 * numerator + denominator) // (2 * denominator)
