"""From a grade report to what its readers may know: the student's view and the staff's."""

from autograder.feedback.staff import staff_view
from autograder.feedback.student import student_view
from autograder.feedback.view import StaffReport, StudentReport

__all__ = ["StaffReport", "StudentReport", "staff_view", "student_view"]
