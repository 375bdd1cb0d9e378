"""The one blueprint of the slice."""

from flask import Blueprint

bp = Blueprint("papers", __name__, url_prefix="/papers")
