from tests.journeys.first_hour import founding


def run(w, t, upto=None):
    owner = founding.makes_the_company(w, t)
    t.note("company")
