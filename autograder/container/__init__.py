"""What runs in Gradescope's container: one submission, from the platform's files to results.json."""
