"""The notices that people itself sends."""

from django.utils.translation import gettext_lazy as _

from people.notices.kinds import Kind

DONE_BY_TWO = _(
    "%(asked)s asked for it and %(confirmed)s confirmed it. If you did not want it, tell your administrator at once."
)

# Sent up to 0.1.0, when one administrator did it; what was told stays readable.

NOTICES = (
    Kind(
        "people.welcome",
        title=_("Welcome to Havadar"),
        body=_("Here you see what your workplace promises its customers, how you are doing, and what you earn by it."),
        icon="heart-handshake",
    ),
    Kind(
        "people.lead_appointed",
        title=_("You now lead the team %(team)s"),
        body=_("From %(since)s on you see the people of this team and evaluate them."),
        icon="users-group",
    ),
    Kind(
        "people.manager_appointed",
        title=_("You now manage the branch %(branch)s"),
        body=_("From %(since)s on you evaluate the leads of its teams, and who works in a team without a lead."),
        icon="building-store",
    ),
    Kind(
        "people.managers_evaluator_named",
        title=_("You evaluate the managers of the branches"),
        body=_("The next cycle assigns them to you."),
        icon="users-group",
    ),
    Kind(
        "people.access_granted_author",
        title=_("You can now write the folder and the courses"),
        body=_("An administrator gave you access as an author."),
        icon="key",
    ),
    Kind(
        "people.access_granted_hr",
        title=_("You now have access as HR"),
        body=_("You see all staff and their evaluations. You will be asked to set up a second step for signing in."),
        icon="key",
    ),
    Kind(
        "people.access_granted_administrator",
        title=_("You are now an administrator"),
        body=_("You decide who has access to what. You will be asked to set up a second step for signing in."),
        icon="key",
    ),
    Kind(
        "people.access_revoked_author",
        title=_("Your access as an author has ended"),
        body=_("If you did not expect this, ask an administrator."),
        icon="lock",
    ),
    Kind(
        "people.access_revoked_hr",
        title=_("Your access as HR has ended"),
        body=_("If you did not expect this, ask an administrator."),
        icon="lock",
    ),
    Kind(
        "people.access_revoked_administrator",
        title=_("Your access as an administrator has ended"),
        body=_("If you did not expect this, ask another administrator."),
        icon="lock",
    ),
    Kind(
        "people.sessions_ended",
        title=_("You were signed out everywhere"),
        body=_("%(by)s ended every session of your account. Sign in anew; if you do not know why, ask them."),
        icon="shield-lock",
    ),
    Kind(
        "people.second_factor_reset",
        title=_("Your second step for signing in was removed"),
        body=_("An administrator did this at your request. If you did not ask for it, tell them at once."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.request_done_second_factor",
        title=_("The second step of signing in of %(name)s was removed"),
        body=DONE_BY_TWO,
        icon="shield-exclamation",
    ),
    Kind(
        "people.request_done_link",
        title=_("A new password link for %(name)s may be handed over"),
        body=DONE_BY_TWO,
        icon="key",
    ),
    Kind(
        "people.request_done_address",
        title=_("The e-mail address of %(name)s was changed"),
        body=DONE_BY_TWO,
        icon="mail",
    ),
    Kind(
        "people.request_refused",
        title=_("%(confirmed)s refused what you asked for %(name)s"),
        body=_("The account stays as it is."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.request_waits_second_factor",
        title=_("%(asked)s asks you to confirm: remove the second step of %(name)s"),
        body=_("Confirm it only if you have made sure yourself that the owner of the account wants it."),
        icon="shield-lock",
    ),
    Kind(
        "people.request_waits_link",
        title=_("%(asked)s asks you to confirm: a new password link for %(name)s"),
        body=_("Confirm it only if you have made sure yourself that the owner of the account wants it."),
        icon="key",
    ),
    Kind(
        "people.request_waits_address",
        title=_("%(asked)s asks you to confirm: another e-mail address for %(name)s"),
        body=_("Confirm it only if you have made sure yourself that the owner of the account wants it."),
        icon="mail",
    ),
    Kind(
        "people.link_used",
        title=_("A new password was chosen for your account"),
        body=_("All sessions have ended. If it was not you, tell your administrator at once."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.link_used_by",
        title=_("A new password was chosen for the account of %(name)s"),
        body=_("It was done over a link. If you hear that it was somebody else, take the access away at once."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.request_waits_archive",
        title=_("%(asked)s asks you to confirm: the archive of the whole company"),
        body=_("Confirm it only if you have heard from the management yourself why it is wanted."),
        icon="shield-lock",
    ),
    Kind(
        "people.request_done_archive",
        title=_("The archive of %(name)s is being made"),
        body=DONE_BY_TWO,
        icon="file-zip",
    ),
    Kind(
        "people.archive_confirmed",
        title=_("The archive of the whole company is being made"),
        body=_("%(asked)s asked for it and %(confirmed)s confirmed it."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.archive_downloaded",
        title=_("The archive of the whole company was downloaded"),
        body=_("Downloaded by: %(by)s"),
        icon="shield-exclamation",
    ),
    Kind(
        "people.access_helped",
        title=_("The way in of %(name)s was changed"),
        body=_("%(asked)s asked for it and %(confirmed)s confirmed it."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.told_granted_author",
        title=_("%(name)s can now write the folder"),
        body=_("Access given by: %(by)s"),
        icon="key",
    ),
    Kind(
        "people.told_granted_hr",
        title=_("%(name)s now has access as HR"),
        body=_("Access given by: %(by)s"),
        icon="key",
    ),
    Kind(
        "people.told_granted_administrator",
        title=_("%(name)s is now an administrator"),
        body=_("Access given by: %(by)s"),
        icon="key",
    ),
    Kind(
        "people.told_revoked_author",
        title=_("%(name)s no longer writes the folder"),
        body=_("Access taken back by: %(by)s"),
        icon="lock",
    ),
    Kind(
        "people.told_revoked_hr",
        title=_("%(name)s no longer has access as HR"),
        body=_("Access taken back by: %(by)s"),
        icon="lock",
    ),
    Kind(
        "people.told_revoked_administrator",
        title=_("%(name)s is no longer an administrator"),
        body=_("Access taken back by: %(by)s"),
        icon="lock",
    ),
    Kind(
        "people.outsider_named",
        title=_("%(name)s was named as outside person"),
        body=_("Named by: %(by)s. They confirm, approve and decide what nobody else here can."),
        icon="user-check",
    ),
    Kind(
        "people.outsider_ended",
        title=_("%(name)s is no longer outside person"),
        body=_("Ended by: %(by)s"),
        icon="lock",
    ),
    Kind(
        "people.server_stood",
        title=_("The server’s command stood as second person: %(what)s"),
        body=_("At the server: %(by)s. If you did not expect this, look into the audit log."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.address_asked",
        title=_("Another e-mail address was written down for you"),
        body=_("It counts once you open the link that was mailed there. Until then everything goes to the old one."),
        icon="mail",
    ),
    Kind(
        "people.address_changed",
        title=_("Your e-mail address was changed"),
        body=_(
            "Links and mails go to the new one from now on. If you did not want this, tell an administrator at once."
        ),
        icon="mail",
    ),
    Kind(
        "people.sign_on_linked",
        title=_("Your account is now linked to single sign-on"),
        body=_("You can sign in with it from now on. If it was not you, tell HR or an administrator at once."),
        icon="link",
    ),
    Kind(
        "people.sign_on_unlinked",
        title=_("Your link to single sign-on was removed"),
        body=_("If you did not expect this, ask HR or an administrator."),
        icon="link",
    ),
    Kind(
        "people.second_factor_set_up",
        title=_("A second step for signing in was set up"),
        body=_("From now on your account asks for a code too. If it was not you, tell an administrator at once."),
        icon="shield-check",
    ),
    Kind(
        "people.second_factor_switched_off",
        title=_("Your second step for signing in was switched off"),
        body=_("Your password alone opens your account now. If it was not you, tell an administrator at once."),
        icon="shield-exclamation",
    ),
    Kind(
        "people.second_factor_codes_made",
        title=_("New recovery codes were made for your account"),
        body=_("The old ones no longer work. If it was not you, tell an administrator at once."),
        icon="shield-exclamation",
    ),
)
