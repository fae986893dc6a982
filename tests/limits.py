"""The CPU time within which bad input is done with, in a process of the suite that has much else in its memory."""

LITTLE = 10  # seconds; what holds a process takes minutes
