from xml.etree.ElementTree import fromstring

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from kit.graphics import charts
from kit.reader import reading_as

points = st.integers(0, 10_000)


def shapes(svg, css):
    return [each for each in fromstring(svg) if each.get("class").split()[0] == css]


@given(points, points)
def test_bar_in_persian_is_the_mirror_of_english(value, target):
    english, persian = (charts.bar(value, target=target, rtl=rtl) for rtl in (False, True))
    for css in ("t", "v", "goal"):
        for left, right in zip(shapes(english, css), shapes(persian, css), strict=True):
            width = float(left.get("width"))
            assert float(right.get("width")) == width
            assert float(right.get("x")) == pytest.approx(1000 - float(left.get("x")) - width, abs=0.02)


def test_bar_follows_the_language_and_marks_what_is_low():
    with reading_as("fa"):
        persian = charts.bar(7000, target=8500)
    assert shapes(persian, "v")[0].get("x") == "300"
    assert "low" in shapes(persian, "v")[0].get("class")
    with reading_as("en"):
        assert shapes(charts.bar(8500, target=8500), "v")[0].get("class") == "v"
    assert shapes(charts.bar(None), "v") == []


@given(points, points, points)
def test_interval_stays_on_its_axis(value, low, high):
    svg = charts.interval(value, min(low, high), max(low, high), target=8500, start=5000, rtl=False)
    band = shapes(svg, "band")[0]
    assert 0 <= float(band.get("x")) <= float(band.get("x")) + float(band.get("width")) <= 1000.01


@given(st.lists(st.none() | points, min_size=3, max_size=12))
def test_radar_and_trend_are_well_formed(values):
    assert len(shapes(charts.radar(values, target=8500), "v")) == 1
    assert len(charts.radar_spokes(len(values))) == len(values)
    assert len(fromstring(charts.trend(values))) == 1 + sum(value is not None for value in values)


def test_radar_goes_the_other_way_in_persian():
    english, persian = charts.radar_spokes(4, rtl=False), charts.radar_spokes(4, rtl=True)
    assert english[1].left > 50 > persian[1].left
    assert english[0] == persian[0]


def test_ring_draws_nothing_for_nothing():
    assert shapes(charts.ring(0, rtl=False), "v") == []
    assert "matrix(-1 0 0 1 100 0)" in charts.ring(5000, rtl=True)
    assert "matrix" not in charts.ring(5000, rtl=False)


def test_chart_tags():
    text = Template('{% load charts %}{% chart_bar 5000 width="118mm" height="3mm" %}{% chart_ring 2500 %}')
    assert text.render(Context()).count("<svg") == 2


def test_where_the_size_is_known_ends_and_dot_are_round():
    """38 mm by 3 mm: what is 16 units high on the page is as long as 39.47 units across."""
    bar = str(charts.bar(5000, width="38mm", height="3mm", rtl=False))
    assert 'rx="39.47" ry="16"' in bar
    assert 'rx="34.54" ry="14"' in str(charts.interval(5000, 4000, 6000, width="38mm", height="3mm", rtl=False))
    assert "ry=" not in str(charts.bar(5000, rtl=False))
