from django.shortcuts import render


def search(request, key=""):
    return render(request, "home/search.html")
