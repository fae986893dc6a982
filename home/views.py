from django.shortcuts import render


def my_day(request):
    return render(request, "home/my_day.html")
