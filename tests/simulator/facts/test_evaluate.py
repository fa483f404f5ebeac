from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from webapp.simulator.asking import ask
from webapp.simulator.facts.evaluate import holds
from webapp.simulator.facts.grammar import parse_fact
from webapp.simulator.machine import step
from webapp.simulator.start import new_world

if TYPE_CHECKING:
    from webapp.simulator.world import World

SETUP = (
    "mkdir -p /srv/shop shop/site/old",
    "echo tea > /srv/shop/cart.html",
    "echo welcome > shop/site/index.html",
    "echo draft > shop/site/draft.txt",
    "echo one > shop/site/old/one",
    r"printf 'FROM busybox\nCOPY site /site\nCMD [\"sleep\", \"86400\"]\n' > shop/Dockerfile",
    "docker build -q -t site shop",
    "docker run -d --name web -v pages:/pages -v /srv/shop:/shop:ro -v /anon --tmpfs /scratch site",
    "docker run -d --name clean site",
    "docker create --name idle --volumes-from web site",
    "docker volume create spare",
    "docker exec web sh -c 'echo more >> /site/index.html; rm /site/draft.txt; rm -r /site/old'",
    "docker exec web sh -c 'mkdir /site/old; echo news > /pages/news.txt; echo x > /scratch/x'",
)


@cache
def world() -> World:
    made = new_world()
    for line in SETUP:
        outcome = step(made, line)
        assert outcome.exit_code == 0, (line, outcome.output)
        made = outcome.world
    return made


TRUE = [
    "container web exists",
    "container ghost doesn't exist",
    "web is running",
    "idle is stopped",
    "ghost is absent",
    "web is made from image site",
    "web is made from image site:latest",
    "web mounts volume pages at /pages",
    "web mounts volume pages at /pages rw",
    "web mounts a volume at /anon",
    "web mounts an anonymous volume at /anon",
    "web mounts host /srv/shop at /shop ro",
    "web mounts a host directory at /shop",
    "web mounts tmpfs at /scratch",
    "web mounts nothing at /site",
    "clean mounts nothing",
    "idle mounts volume pages at /pages",
    "idle takes its mounts over from web",
    "/site/index.html in web exists",
    "/site/draft.txt in web doesn't exist",
    "/pages/news.txt in idle exists",
    "/site/draft.txt in image site exists",
    "/site/none in image site doesn't exist",
    "volume pages holds news.txt",
    "volume pages doesn't hold old.txt",
    "host file /srv/shop/cart.html exists",
    "host file /srv/shop/none doesn't exist",
    r'file /site/index.html in web is "welcome\nmore"',
    'file /site/index.html in web contains "come"',
    'file /site/index.html in web doesn\'t contain "tea"',
    'file /site/index.html in web starts with "wel"',
    'file /site/index.html in web ends with "more"',
    'file /site/index.html in image site is "welcome"',
    'file /site/index.html in idle is "welcome"',
    'file /shop/cart.html in web is "tea"',
    'file news.txt in volume pages is "news"',
    'host file /srv/shop/cart.html contains "tea"',
    "/site/index.html in web comes from its writable layer",
    "/site/index.html in clean comes from layer 2",
    "/site/index.html in idle comes from layer 2",
    "/bin/busybox in web comes from layer 1",
    "/bin/busybox in web comes from its image",
    "/pages/news.txt in web comes from volume pages",
    "/pages/news.txt in idle comes from volume pages",
    "/shop/cart.html in web comes from host /srv/shop",
    "/scratch/x in web comes from tmpfs",
    "writable layer of web has /site/index.html",
    "writable layer of web has /site/draft.txt deleted",
    "writable layer of web has /site/old/one deleted",
    "writable layer of web doesn't have /bin/busybox",
    "writable layer of clean is empty",
    "volume pages exists",
    "volume ghost doesn't exist",
    "volume spare is empty",
    "volume pages is used by 2 containers",
    "volume ghost is used by at most 1 container",
    "volume spare is used by 0 containers",
    "image site exists",
    "image ghost doesn't exist",
    "image site has 2 layers",
    "image ghost has 0 layers",
    "3 containers exist",
    "2 containers run",
    "1 container is stopped",
    "at least 3 volumes exist",
    "1 volume is unused",
    "at least 2 images exist",
    "$ docker exec web cat /site/none  contains  No such file",
    r"$ docker volume ls -q  matches  (?m)^spare$",
    "$ pwd  is  /root",
]
FALSE = [
    "container ghost exists",
    "ghost is running",
    "ghost is stopped",
    "web is stopped",
    "ghost is made from image site",
    "web is made from image busybox",
    "ghost mounts nothing",
    "ghost mounts nothing at /x",
    "web mounts nothing",
    "web takes its mounts over from idle",
    "idle takes its mounts over from clean",
    "web mounts volume pages at /pages ro",
    "web mounts an anonymous volume at /pages",
    "/x in ghost doesn't exist",
    "/x in image ghost doesn't exist",
    "volume ghost doesn't hold x",
    "volume ghost is empty",
    'file /x in ghost doesn\'t contain "x"',
    'file /none in web doesn\'t contain "x"',
    'file /site in web contains ""',
    "/site/index.html in web comes from layer 2",
    "/site/draft.txt in web comes from layer 2",
    "/none in web comes from its writable layer",
    "writable layer of web is empty",
    "writable layer of ghost is empty",
    "writable layer of ghost doesn't have /x",
    "writable layer of web has /site/draft.txt",
    "writable layer of web doesn't have /site/draft.txt",
    "volume pages is used by at most 1 container",
    "nothing is left behind",
    "$ docker exec web cat /site/index.html  is  welcome",
]


@pytest.mark.parametrize("line", TRUE)
def test_a_fact_that_is_so_holds(line: str) -> None:
    assert holds(parse_fact(line), world())


@pytest.mark.parametrize("line", FALSE)
def test_a_fact_that_is_not_so_does_not_hold(line: str) -> None:
    assert not holds(parse_fact(line), world())


def test_nothing_is_left_behind_where_all_runs_and_all_is_used() -> None:
    tidy = step(step(world(), "docker rm idle").world, "docker volume rm spare").world
    assert holds(parse_fact("nothing is left behind"), tidy)


def test_a_command_may_do_anything_and_changes_nothing() -> None:
    before = world()
    assert holds(parse_fact("$ docker rm -f web  is  web"), before)
    assert holds(parse_fact("$ docker rm -f web  is  web"), before)
    assert holds(parse_fact("web is running"), before)


def test_a_command_runs_on_the_host_wherever_the_learner_is() -> None:
    inside = step(world(), "docker exec -it web sh").world
    assert ask(inside, "hostname").output == ask(world(), "hostname").output
    elsewhere = step(world(), "cd /tmp").world
    assert holds(parse_fact("$ pwd  is  /root"), elsewhere)


def test_a_command_that_does_not_end_is_ended() -> None:
    assert ask(world(), "sleep 100000").exit_code != 0
    assert not holds(parse_fact("$ cat /dev/zero  contains  x"), world())
