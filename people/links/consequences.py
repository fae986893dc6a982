"""What rests on a person's work over some days, said by the apps above: forms show it before it is written."""

from people.links.person_links import all_person_links


def consequences(staff, starts_on, ends_on, changed):
    asked = [function for links in all_person_links() for function in links.consequences]
    return [sentence for function in asked for sentence in function(staff, starts_on, ends_on, changed)]
