"""An assignment for instructors who live in Otter: what it grades with, and what students get.

`pack` and `student` write the two zips; `plugin` runs beside Otter where it grades.
"""
