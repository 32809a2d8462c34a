"""Pure functions from a view to what people open: terminal text, HTML, JSON, Gradescope results."""
