"""Concept questions: what each student gets, the sheet to answer on, and what an answer means."""

from autograder.questions.draw import COMMON, draw, drawn
from autograder.questions.owner import wrong_owner
from autograder.questions.reading import Answer, complaint, read_answer
from autograder.questions.sheet import sheet

__all__ = ["COMMON", "Answer", "complaint", "draw", "drawn", "read_answer", "sheet", "wrong_owner"]
