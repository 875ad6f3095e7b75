"""How dates are written in Spanish; months are words, since 3/4 is read in two ways. The rest comes from Django."""

SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
# the first is what a date field shows, and browsers understand no other
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"]
