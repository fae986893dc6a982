from django.db import migrations

TITLES = {"fa": "پوشهٔ خدمت", "en": "The folder"}
SLUGS = {"fa": "folder-fa", "en": "folder-en"}
PAGE_PERMISSIONS = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Publish any page",
    "bulk_delete_page": "Delete pages with children",
    "lock_page": "Lock/unlock pages you've locked",
    "unlock_page": "Unlock any page",
}


def make_locales(apps):
    Locale = apps.get_model("wagtailcore", "Locale")
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in TITLES}


def make_folder(apps, schema_editor):
    """The folder's root in both languages, as the site's root, instead of Wagtail's welcome page."""
    Page, Site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    FolderPage = apps.get_model("playbook", "FolderPage")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="playbook", model="folderpage"
    )
    locales = make_locales(apps)
    root = Page.objects.get(depth=1)
    root.locale = locales["fa"]
    _remove_welcome_page(Page, Site, root)
    number = Page.objects.filter(depth=2).count()
    translation_key = None
    for code, title in TITLES.items():
        number += 1
        more = {"translation_key": translation_key} if translation_key else {}
        folder = FolderPage.objects.create(
            title=title,
            draft_title=title,
            slug=SLUGS[code],
            url_path=f"/{SLUGS[code]}/",
            path=f"{root.path}{number:04d}",
            depth=2,
            numchild=0,
            live=True,
            locale=locales[code],
            content_type=content_type,
            introduction="",
            **more,
        )
        translation_key = folder.translation_key
        if code == "fa":
            Site.objects.update_or_create(
                is_default_site=True,
                defaults={"hostname": "localhost", "site_name": "Havadar", "root_page_id": folder.pk},
            )
    root.numchild = number
    root.save()


def _remove_welcome_page(Page, Site, root):
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0)
    Site.objects.filter(root_page__in=welcome).delete()
    welcome.delete()


def let_authors_write(apps, schema_editor):
    """Authors and administrators may write, publish pages and add pictures; nothing else in the CMS."""
    Permission, ContentType = apps.get_model("auth", "Permission"), apps.get_model("contenttypes", "ContentType")
    Grant = apps.get_model("wagtailcore", "GroupPagePermission")
    CollectionGrant = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    def permission(app, model, codename, name):
        content_type, _ = ContentType.objects.get_or_create(app_label=app, model=model)
        return Permission.objects.get_or_create(content_type=content_type, codename=codename, defaults={"name": name})[
            0
        ]

    on_pages = [permission("wagtailcore", "page", *pair) for pair in PAGE_PERMISSIONS.items()]
    on_images = [
        permission("wagtailimages", "image", f"{verb}_image", f"Can {verb} image")
        for verb in ("add", "change", "choose")
    ]
    for group in _cms_groups(apps):
        for item in on_pages:
            Grant.objects.get_or_create(group=group, page=root, permission=item)
        for item in on_images:
            CollectionGrant.objects.get_or_create(group=group, collection=collection, permission=item)


def let_administrators_approve(apps, schema_editor):
    """Wagtail's ready-made approval is decided by administrators; its own groups, which nobody is in, go."""
    Group = apps.get_model("auth", "Group")
    administrators = Group.objects.get(name="administrator")
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.all():
        task.groups.set([administrators])
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def _cms_groups(apps):
    Group = apps.get_model("auth", "Group")
    return [Group.objects.get_or_create(name=name)[0] for name in ("author", "administrator")]


class Migration(migrations.Migration):
    dependencies = [
        ("playbook", "0001_initial"),
        ("people", "0002_access_groups"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [
        migrations.RunPython(make_folder, migrations.RunPython.noop),
        migrations.RunPython(let_authors_write, migrations.RunPython.noop),
        migrations.RunPython(let_administrators_approve, migrations.RunPython.noop),
    ]
