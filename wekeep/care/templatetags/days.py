"""Days as pages say them."""

from django import template

from wekeep.care.notices.fleet import day_words

register = template.Library()
# a moment is said as the day it is in this city
register.filter("day_words", day_words, expects_localtime=True)
