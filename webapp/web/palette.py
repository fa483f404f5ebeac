"""The palette: forms that write a command and show it before it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, abort, request

from webapp.language import marked
from webapp.web import hx
from webapp.web.actions import ACTIONS, Action, Field, action, choices
from webapp.web.seat import Seat, sit
from webapp.web.tongue import gettext

if TYPE_CHECKING:
    from flask import Response

    from webapp.simulator.world import World

palette = Blueprint("palette", __name__)


class FieldView(NamedTuple):
    """One thing to fill in, with what it holds and what there is to choose."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[str, ...]


@palette.get("/lessons/<slug>/<step>/actions")
def index(slug: str, step: str) -> Response:
    """List the actions."""
    return _show(sit(slug, step), None)


@palette.get("/lessons/<slug>/<step>/actions/<name>")
def form(slug: str, step: str, name: str) -> Response:
    """Show the form of an action, and the command that it makes of what is filled in."""
    chosen = action(name)
    if chosen is None:
        abort(404, gettext(marked("There is no action of this name.")))
    return _show(sit(slug, step), chosen)


def _show(seat: Seat, chosen: Action | None) -> Response:
    world = seat.desk.world
    fields = [_field(field, world) for field in chosen.fields] if chosen else []
    lacks = [field.label for field in fields if _lacks(field)]
    line = ""
    if chosen is not None and not lacks:
        line = chosen.command({field.name: field.value for field in fields})
    return hx.answer(
        "palette/page.html",
        "palette/_palette.html",
        lesson=seat.lesson,
        step=seat.step,
        turn=seat.desk.journal.turn,
        actions=[(each.id, gettext(each.title)) for each in ACTIONS],
        chosen=chosen.id if chosen else "",
        fields=fields,
        lacks=lacks,
        line=line,
    )


def _field(field: Field, world: World) -> FieldView:
    options = choices(field.kind, world)
    given = request.args.get(field.name)
    if field.kind == "check":
        value = field.value if not request.args else ("on" if given else "")
    elif given is not None:
        value = given.replace("\n", " ").replace("\r", " ")[:200]
    else:
        value = field.value
    if field.kind in {"container", "image", "declaring"} and value not in options:
        value = options[0] if options else ""
    return FieldView(field.name, gettext(field.label), field.kind, value, options)


def _lacks(field: FieldView) -> bool:
    return field.kind != "check" and not field.value.strip()
