"""Every link of the demo commune is followed by every role: no page leads nowhere, none breaks."""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

from app import clock
from app.cli import story
from tests.cast import DAY
from tests.conftest import Client

# A list with filters has more addresses than anybody would open: one page of each is enough.
MOST_PER_ENDPOINT = 2


class Links(HTMLParser):
    """The addresses that a page offers: links and frames."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        wanted = {"a": "href", "iframe": "src", "embed": "src", "object": "data"}.get(tag)
        self.found += [value for name, value in attrs if name == wanted and value]


def links(answer, base: str) -> list[str]:
    reader = Links()
    reader.feed(answer.text)
    whole = [urldefrag(urljoin(base, address)).url for address in reader.found]
    return [address for address in whole if address.startswith("/")]


@pytest.mark.parametrize("one", story.SIGN_INS, ids=lambda one: one.username)
def test_every_link_opens(seeded, one):
    seeded.test_client_class = Client
    client = seeded.test_client()
    with clock.frozen(DAY):
        signed_in = client.post("/sign-in", data={"username": one.username, "password": story.PASSWORD})
        assert signed_in.status_code == 303
        faults, came_from, seen, waiting = [], {}, {"/"}, ["/"]
        opened = Counter([_endpoint(seeded, "/")])
        while waiting:
            address = waiting.pop(0)
            answer = client.get(address)
            if answer.status_code not in (200, 303):
                faults.append((came_from.get(address), address, answer.status_code))
            if answer.mimetype == "text/html":
                for found in links(answer, address):
                    if found in seen or found.startswith("/static/"):
                        continue
                    seen.add(found)
                    endpoint = _endpoint(seeded, found)
                    if opened[endpoint] < MOST_PER_ENDPOINT:
                        opened[endpoint] += 1
                        waiting.append(found)
                        came_from[found] = address
    assert faults == []


def _endpoint(app, address: str) -> str:
    adapter = app.url_map.bind("localhost")
    return adapter.match(address.partition("?")[0], method="GET")[0]
