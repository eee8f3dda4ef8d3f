"""Keys that a page draws for what is sent from it."""

from django import template

from wekeep.kit.codes import new_code

register = template.Library()
register.simple_tag(new_code, name="new_key")
