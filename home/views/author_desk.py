from django.shortcuts import render


def author_desk(request, key=""):
    return render(request, "home/author_desk.html")
