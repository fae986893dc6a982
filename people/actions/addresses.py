from kit.audit.chain import record


def set_address(*, user, email, by, at):
    was = user.email
    user.email = email
    user.save(update_fields=["email"])
    record(verb="address.changed", on=user, by=by, at=at, username=user.username, had_one=bool(was))
