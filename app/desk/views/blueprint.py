"""The one blueprint of the slice."""

from flask import Blueprint

bp = Blueprint("desk", __name__)
