from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from kit.audit.chain import record
from kit.files.pictures import sizes_of
from kit.files.storage import private_storage, random_name
from kit.parsing.images import ENDINGS, kind_of
from people.models import User
from playbook.editions.snapshot import Snapshot
from playbook.errors import PicturesGone
from playbook.models import FrozenPicture
from playbook.models.pictures import MEDIUM, SMALL
from playbook.pictures.album import Shot


def keep_pictures(*, snapshot: Snapshot, by: User | None, at: datetime) -> None:
    """Keep every picture that a snapshot shows and that is not kept yet, each by itself, so that nobody waits for all.

    Raises PicturesGone, naming the standards.
    """
    shown = {each for row in snapshot.standards for each in snapshot.hashes_shown(row)}
    rows = FrozenPicture.objects.filter(sha256__in=shown) if shown else FrozenPicture.objects.none()
    kept = set(rows.values_list("sha256", flat=True))
    for each, shot in snapshot.shots.items():
        if each not in kept and keep_picture(shot=shot, by=by, at=at):
            kept.add(each)
    codes = [row.code for row in snapshot.standards if snapshot.hashes_shown(row) - kept or snapshot.holes(row)]
    if codes:
        raise PicturesGone(codes)


@transaction.atomic
def keep_picture(*, shot: Shot, by: User | None, at: datetime) -> FrozenPicture | None:
    """The FrozenPicture with these bytes, kept now if it was not; None where they are no picture that can be read."""
    same = FrozenPicture.objects.filter(sha256=shot.sha256).first()
    if same:
        return same
    try:
        content = shot.read()
        if sha256(content).hexdigest() != shot.sha256:  # another file meanwhile
            return None
        smaller = sizes_of(content, (MEDIUM, SMALL))
    except (OSError, ValidationError):
        return None
    kind, longest = kind_of(content), max(shot.image.width, shot.image.height)
    told = {
        "name": _store(content),
        "kind": kind or kind_of(smaller[0]),
        "width": shot.image.width,
        "height": shot.image.height,
        "size": len(content),
        "kept_at": at,
        # What no browser shows is never handed out whole.
        "medium": _store(smaller[0]) if longest > MEDIUM or not kind else "",
        "small": _store(smaller[1]) if longest > SMALL or not kind else "",
    }
    picture, is_new = FrozenPicture.objects.get_or_create(sha256=shot.sha256, defaults=told)
    if is_new:
        record(verb="picture.kept", on=picture, by=by, at=at, sha256=shot.sha256, size=len(content))
    else:
        _forget([told[part] for part in ("name", "medium", "small")])
    return picture


def _forget(names):
    for name in filter(None, names):
        private_storage().delete(name)


def _store(content):
    ending = ENDINGS.get(kind_of(content), "")
    return private_storage().save(random_name("pictures", ending), ContentFile(content))
