"""The tag for parts of a page that are drawn once for the same values."""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs

from wekeep.look.drawn import TOKEN, drawn, key_of

register = template.Library()


class DrawnNode(Node):
    """Its inside is drawn with the values it is named with and nothing else."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression], whole: FilterExpression | None) -> None:
        self.nodelist, self._values, self._whole = nodelist, values, whole

    def render(self, context: Context) -> Any:
        whole = self._whole.resolve(context) if self._whole is not None else {}
        values = {name: value.resolve(context) for name, value in self._values.items()}

        def draw() -> str:
            token = {"csrf_token": TOKEN} if "csrf_token" in context else {}
            return self.nodelist.render(context.new({**whole, **values, **token}))

        # each place in the templates draws something else of the same values
        return drawn((self, key_of(whole), key_of(values)), draw, lambda: str(context["csrf_token"]))


@register.tag
def drawn_for(parser: Parser, token: Token) -> DrawnNode:
    """Draw the inside once for the same values: `{% drawn_for row chosen=code %}…{% enddrawn_for %}` sees `row` and `chosen`, and
    nothing else; `{% drawn_for all one %}` sees what the mapping `one` holds. NotPlain where a value does not say all that it
    shows; AskedWhileDrawing where the inside asks the database."""
    words = token.split_contents()[1:]
    whole = parser.compile_filter(words[1]) if words[:1] == ["all"] else None
    words = words[2:] if whole is not None else words
    values: dict[str, FilterExpression] = {}
    while words:
        named = token_kwargs(words, parser)
        if named:
            values |= named
        else:
            name = words.pop(0)
            values[name] = parser.compile_filter(name)
    inside = parser.parse(("enddrawn_for",))
    parser.delete_first_token()
    return DrawnNode(inside, values, whole)
