"""{% load charts %}: `{% chart_bar value target=8500 width="118mm" height="3mm" %}`; see kit.graphics."""

from django import template

from kit.graphics import charts

register = template.Library()

register.simple_tag(charts.bar, name="chart_bar")
register.simple_tag(charts.interval, name="chart_interval")
register.simple_tag(charts.ring, name="chart_ring")
register.simple_tag(charts.radar, name="chart_radar")
register.simple_tag(charts.trend, name="chart_trend")
