"""The course workbench: what one page shows an author of a course, and what stands in the way of publishing it."""
