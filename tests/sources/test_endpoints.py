"""Addresses that a review names: servers on the internet only."""

import asyncio
import socket

import httpx
import pytest

from synth.errors import SourceError, UsageError
from synth.sources.endpoints import PRIVATE_VARIABLE, PublicOnly, looked_up, named, refused, split

HOSTILE = [
    "http://repository.example.org/oai",
    "https://localhost/oai",
    "https://sub.localhost/oai",
    "https://printer.local/oai",
    "https://wiki.internal/oai",
    "https://127.0.0.1/oai",
    "https://127.1/oai",
    "https://2130706433/oai",
    "https://0x7f000001/oai",
    "https://0.0.0.0/oai",
    "https://10.0.0.5/oai",
    "https://172.16.3.4/oai",
    "https://192.168.1.1/oai",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/oai",
    "https://[::1]/oai",
    "https://[::ffff:127.0.0.1]/oai",
    "https://[64:ff9b::7f00:1]/oai",
    "https://[fe80::1]/oai",
    "https://[fd00::1]/oai",
    "https://[2002:7f00:1::]/oai",
    "https://224.0.0.1/oai",
    "https://user@repository.example.org/oai",
    "https://repository.example.org/oai?verb=Identify",
    "file:///etc/passwd",
    "ftp://repository.example.org/oai",
    "gopher://repository.example.org/",
    "",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_what_is_no_server_on_the_internet_is_refused(url):
    with pytest.raises(UsageError, match="cannot be"):
        named(url)


def test_a_server_on_the_internet_is_taken():
    endpoint = named("https://repository.example.org:8443/oai/request")
    assert (endpoint.base, endpoint.path) == ("https://repository.example.org:8443", "/oai/request")
    assert split("https://repository.example.org").url == "https://repository.example.org/"


def test_the_own_network_can_be_allowed(monkeypatch):
    monkeypatch.setenv(PRIVATE_VARIABLE, "1")
    assert named("http://127.0.0.1:8080/oai").path == "/oai"


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "repository.example.org"])
def test_addresses_of_the_internet_are_not_refused(address):
    assert not refused(address)


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:10.0.0.1"]])
def test_a_name_that_stands_for_this_machine_is_refused_when_it_is_looked_up(monkeypatch, answers):
    def found(*_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (one, 0)) for one in answers]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(SourceError, match="no server on the internet"):
        asyncio.run(looked_up("repository.example.org"))


def test_what_was_looked_up_is_what_is_connected_to(monkeypatch):
    asked = []

    async def sent(self, request):
        asked.append((str(request.url), request.headers["Host"], request.extensions["sni_hostname"]))
        return httpx.Response(200)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 0, "", ("93.184.216.34", 0))])
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", sent)

    async def go():
        async with httpx.AsyncClient(transport=PublicOnly()) as client:
            await client.get("https://repository.example.org/oai?verb=Identify")

    asyncio.run(go())
    host = "repository.example.org"
    assert asked == [("https://93.184.216.34/oai?verb=Identify", host, host)]
