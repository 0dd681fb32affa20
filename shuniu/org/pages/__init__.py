"""Pages of people: the list and each person, absences, the division of work, duties, bodies; and what is delegated."""
