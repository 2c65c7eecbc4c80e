"""No test reaches past this machine."""

import ipaddress
import socket


class OutsideLoopbackError(RuntimeError):
    """A test, or what it called, tried to reach another machine."""


_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def check(sock, address):
    """Let sockets of this machine through, by path or by loopback address."""
    if sock.family == socket.AF_UNIX:
        return
    host = address[0]
    if host == "localhost" or ((host[:1].isdigit() or ":" in host) and ipaddress.ip_address(host).is_loopback):
        return
    sock.close()
    raise OutsideLoopbackError(f"{host} is outside this machine")


def connect(sock, address):
    check(sock, address)
    return _connect(sock, address)


def connect_ex(sock, address):
    check(sock, address)
    return _connect_ex(sock, address)


def pytest_configure():
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex


def pytest_unconfigure():
    socket.socket.connect, socket.socket.connect_ex = _connect, _connect_ex
