"""Names: what a container or volume may be called, and names for those that get none."""

from __future__ import annotations

import hashlib
import re
from typing import Final

ALLOWED: Final = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")

_MOODS: Final = (
    "airy ample brisk calm candid cheery civil clear cosy crisp curious daring deft droll eager"
    " earnest fair fond frank genial gentle glad hardy honest humble jolly keen kindly lively lucid"
    " mellow merry modest nimble patient placid polite prompt quick quiet robust serene sincere"
    " sober spry steady sturdy sunny tender thrifty tidy upbeat vivid warm wise witty zesty"
).split()
_PEOPLE: Final = (
    "abel ampere avogadro babbage banach boole borel bose cantor carnot cauchy celsius chen"
    " copernicus coulomb dalton descartes dirac doppler eratosthenes erdos euler faraday fibonacci"
    " fourier fresnel galois gauss gibbs godel halley hamilton hertz hilbert hua huygens jacobi"
    " joule kepler khayyam laplace leibniz linnaeus liu maxwell mendel napier noether ohm pascal"
    " planck ramanujan riemann shen snell su tesla volta watt weyl xu yuan zhang zu"
).split()


def is_allowed(name: str) -> bool:
    """Whether a container or a volume may have this name: two characters at least."""
    return ALLOWED.fullmatch(name) is not None


def made_up(seed: str, number: int) -> str:
    """A name for a container that was given none, such as ``keen_euler``."""
    digest = hashlib.sha256(f"{seed}:name:{number}".encode()).digest()
    mood = _MOODS[int.from_bytes(digest[:4], "big") % len(_MOODS)]
    person = _PEOPLE[int.from_bytes(digest[4:8], "big") % len(_PEOPLE)]
    return f"{mood}_{person}"


def natural(name: str) -> list[tuple[int, int, str]]:
    """A key that sorts runs of digits by their value, as ``docker volume ls`` does."""
    return [
        (0, int(part), part) if part[0].isdigit() else (1, 0, part)
        for part in re.findall(r"[0-9]+|[^0-9]+", name)
    ]
