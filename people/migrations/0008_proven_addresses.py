"""EmailAddress says of the address on file that it is proven, and says nothing else.

Until now rows came from pages on which anybody could write any address down, from reset links (a copy of the address on
file, unproven) and from single sign-on. What single sign-on proved stays where it is what the account has on file and what
HR wrote down: an address that somebody put on file for themselves, which nobody asked them to prove, counts for nothing.
Everybody else has an address that is not proven. Password links still go there, because HR wrote it down and nothing
better is known; single sign-on, which trusts a proof, finds them once they opened a mailed link or an invitation.
"""

from django.db import migrations


def keep_what_is_proven(apps, schema_editor):
    EmailAddress, StaffMember = apps.get_model("account", "EmailAddress"), apps.get_model("people", "StaffMember")
    written = dict(StaffMember.objects.exclude(user=None).values_list("user_id", "email"))
    kept = set()
    for address in EmailAddress.objects.filter(verified=True).select_related("user").order_by("pk"):
        on_file = address.user.email.lower()
        known = written.get(address.user_id, on_file).lower()
        if address.email.lower() == on_file == known and address.user_id not in kept:
            kept.add(address.user_id)
        else:
            address.delete()
    EmailAddress.objects.filter(verified=False).delete()
    EmailAddress.objects.update(primary=True)


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("people", "0007_address_changes"),
    ]

    operations = [migrations.RunPython(keep_what_is_proven, migrations.RunPython.noop)]
