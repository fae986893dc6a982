"""Starter folders: a first folder, courses, scales and scorecards for a trade, chosen once and edited by its author."""
