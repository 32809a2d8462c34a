"""Assignment folder -> what an instructor hands out: the solution, the starter, handouts as pages."""
