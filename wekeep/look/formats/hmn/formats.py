"""Hmong dates and times as they are written in the United States: month by its name, then "hnub tim" and the day, hours to twelve."""

DATE_FORMAT = r"F \h\n\u\b \t\i\m j, Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = r"F \h\n\u\b \t\i\m j, Y, g:i A"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = r"F \h\n\u\b \t\i\m j"
SHORT_DATE_FORMAT = "m/d/Y"
SHORT_DATETIME_FORMAT = r"F \h\n\u\b \t\i\m j, g:i A"
FIRST_DAY_OF_WEEK = 0
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
