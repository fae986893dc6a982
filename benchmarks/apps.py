from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Commands alone, for who runs or changes the product: no tables, no pages, nothing that a reader meets."""

    name = "benchmarks"
    verbose_name = "Benchmarks"
