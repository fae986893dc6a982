"""The access roles, named after the groups that give them."""

AUTHOR, HR, ADMINISTRATOR, WITNESS = "author", "hr", "administrator", "witness"
# What staff are given. A witness is somebody from outside the company, whose account has that one purpose.
STAFF_ROLES = (AUTHOR, HR, ADMINISTRATOR)
ACCESS_ROLES = (*STAFF_ROLES, WITNESS)
# Who can be the second person where two are needed, and must prove themselves twice when signing in.
SECOND_PEOPLE = frozenset({HR, ADMINISTRATOR, WITNESS})
