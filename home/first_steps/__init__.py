"""Getting started: what a company still has to set up, worked out from what is there."""
