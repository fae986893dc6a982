"""Processes beside this one: children that are asked, holders of leases, what the worker takes first."""
