from kit.audit.seals import NotEvidence, register

register(NotEvidence("home.ChosenStarter", "what a first folder was made of; what holds is frozen in editions"))
