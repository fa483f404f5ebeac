"""The words that random programs are made of."""

from __future__ import annotations

from typing import Final


def _image(name: str, made: str, rest: str) -> str:
    folder = f"/srv/lab/{name}-ctx"
    dockerfile = f'FROM busybox\\nRUN {made}\\n{rest}CMD ["sleep","1000"]\\n'
    return (
        f"mkdir -p {folder} && printf '{dockerfile}' > {folder}/Dockerfile"
        f" && docker build -q -t {name} {folder}"
    )


_SHARE: Final = "mkdir -p /srv/lab/share && echo shared > /srv/lab/share/index.html"
SETUP: Final = (
    f"{_SHARE} && echo input > /srv/lab/in.txt",
    _image(
        "site",
        "mkdir -p /site/css && echo home > /site/index.html && echo red > /site/css/main.css",
        "",
    ),
    _image("db", "mkdir -p /var/lib/db && echo v1 > /var/lib/db/base.dat", "VOLUME /var/lib/db\\n"),
    _image(
        "two",
        "mkdir -p /a /b && echo a > /a/a.txt && echo b > /b/b.txt",
        'VOLUME ["/a", "/b"]\\n',
    ),
)
IMAGES: Final = ("busybox", "site", "db", "two")
IMAGE_FOLDERS: Final = {"site": ("/site",), "db": ("/var/lib/db",), "two": ("/a", "/b")}
VOLUMES: Final = ("v1", "v2", "v3")
HOST: Final = ("/srv/lab/share", "/srv/lab/web", "/srv/lab/db")
FOLDERS: Final = ("/data", "/data", "/home", "/opt", "/site", "/a", "/b", "/var/lib/db", "/etc")
MOUNT_POINTS: Final = (
    *("/data", "/data", "/home", "/opt", "/site", "/site/css", "/a", "/b", "/var/lib/db"),
)
FILES: Final = ("index.html", "notes.txt", "x/y.txt", "in.txt")
KNOWN_FILES: Final = (
    *("/etc/passwd", "/etc/group", "/site/index.html", "/site/css/main.css"),
    *("/var/lib/db/base.dat", "/a/a.txt", "/b/b.txt"),
)

VOLUME_MODES: Final = ("", "", "", "", ":ro", ":rw", ":nocopy")
BIND_MODES: Final = ("", "", ":ro")
FROM_MODES: Final = ("", "", ":ro", ":rw")
LONG_VOLUME_MODES: Final = ("", "", ",readonly", ",volume-nocopy", ",readonly,volume-nocopy")
WRONG_MOUNTS: Final = (
    "-v v1:data",
    "-v v1:/",
    "-v :/data",
    "-v a!b:/data",
    "-v relative/path:/data",
    "-v v1:/data:zz",
    "--mount type=foo,dst=/x",
    "--mount type=volume,src=v1",
    "--mount type=bind,src=/srv/lab/none,dst=/data",
    "--volumes-from ghost",
    "--mount type=bind,src=relative,dst=/data",
    "--mount type=volume,src=v1,dst=data",
    "--mount nonsense",
)
OTHER_OPTIONS: Final = (
    *("--read-only", "-w /site", "-e WHO=me", "-u 65534", "--read-only --tmpfs /tmp"),
)

# {folder}: a directory, {file}: a file somewhere, {name}: a file's name, {n}: where we are.
CHANGES: Final = (
    "cat {file}",
    "cat {file}",
    "cat {file} | wc -c",
    "chmod 600 {file}",
    "cp {file} {folder}/copy.txt",
    "echo e{n} > {file}",
    "echo more >> {file}",
    "echo u >> /etc/group",
    "echo w > /etc/motd",
    "cat /etc/motd",
    "find {folder} | sort",
    "ln -s {name} {folder}/soft.txt",
    "ln {file} {folder}/hard.txt",
    "ls {folder}",
    "ls {folder}",
    "mkdir -p {folder}/x && echo y > {folder}/x/y.txt",
    "mkdir -p {folder}/x && echo y > {folder}/x/y.txt",
    "mv {folder} /moved{n}",
    "mv {file} {folder}/moved.txt",
    "mv {folder}/x {folder}/z",
    "rm -rf {folder}",
    "rm -rf {file}",
    "rm -rf {folder}/x && mkdir {folder}/x && ls {folder}/x",
    "rm {file}",
    "rm /etc/passwd",
    "rmdir {folder}/x",
    "stat -c '%a %s %F' {file}",
    "test -e {file} && echo yes || echo no",
    "touch {file}",
)
MORE: Final = (
    "cp -a {folder} /tmp/c{n} && ls -a /tmp/c{n}",
    "cat {folder}/soft.txt",
    "cat {folder}/hard.txt; stat -c %h {folder}/hard.txt",
    "readlink {folder}/soft.txt",
    "chown 65534 {file} && stat -c '%u %U' {file}",
    "ls -a {folder}",
    "ls -R {folder}",
    "head -c 3 {file}",
    "grep -c e {file}",
    "sed -i s/e/E/ {file} && cat {file}",
    "for f in {folder}/*; do echo \\$f; done",
    "cd {folder} && pwd && ls | wc -l",
    "mkdir {folder}/d{n} && rmdir {folder}/d{n} && echo gone",
    "echo \\$WHO; id -u; pwd",
    "find {folder} -type f | sort",
    "umask 077; echo s > {folder}/s{n} && stat -c %a {folder}/s{n}",
    "rm -r {folder}/x; ls {folder} | sort",
    "truncate -s 5 {file}; wc -c {file}",
    "du -a {folder}/nothing",
    "cp {file} {folder} ; cp -r {folder} {folder}/x",
    "mv {file} /tmp && cat /tmp/index.html",
)
ON_THE_HOST: Final = (
    "mkdir -p {folder} && echo host{n} > {folder}/index.html",
    "cat {folder}/{name}",
    "find {folder} | sort",
    "ls {folder}",
    "rm -f {folder}/{name}",
)
_MOUNTS: Final = (
    "{{{{range .Mounts}}}}{{{{.Type}}}} {{{{.Destination}}}} rw={{{{.RW}}}}"
    "{{{{println}}}}{{{{end}}}}"
)
LOOKS: Final = (
    "docker diff {container}",
    "docker diff {container}",
    f"docker inspect --format '{_MOUNTS}' {{container}}",
    "docker ps -a --format '{{{{.Names}}}} {{{{.Image}}}} {{{{.State}}}}'",
)
VOLUME_LOOKS: Final = (
    "docker volume ls -q",
    "docker volume ls -q",
    "docker volume create {volume}",
    "docker volume create -bad",
    "docker volume rm {volume}",
    "docker volume rm {volume}",
    "docker volume prune -f",
    "docker volume prune -f -a",
)
STATES: Final = ("start", "start", "stop -t 0", "stop -t 0", "restart -t 0", "kill")
MORE_OF_DOCKER: Final = (
    "docker inspect -f '{{{{.State.Status}}}} {{{{.State.ExitCode}}}}' {container}",
    "docker volume inspect -f '{{{{.Name}}}} {{{{.Driver}}}} {{{{.Mountpoint}}}}' v1",
    "docker ps --format '{{{{.Names}}}} {{{{.Command}}}} {{{{.LocalVolumes}}}}'",
    "docker ps -aq --filter name={container}",
    "docker images --format '{{{{.Repository}}}}:{{{{.Tag}}}}'",
    "docker rename {container} n{n} && docker rename n{n} {container}",
    "docker tag {image} again:{n} && docker rmi again:{n}",
    "docker rmi {image}",
    "docker logs {container}",
    "docker history -q {image} | wc -l",
    "docker image inspect -f '{{{{json .Config.Volumes}}}} {{{{json .Config.Cmd}}}}' {image}",
    "docker volume ls --format '{{{{.Driver}}}} {{{{.Name}}}}' --filter dangling=true",
    "docker container inspect -f '{{{{json .HostConfig.Binds}}}}' {container}",
    "docker volume rm v1 v2",
    "docker run --rm --entrypoint cat {image} /etc/group",
    "docker run --name e{n} {image} sh -c 'echo out; echo err >&2; exit 3'",
    "docker rm e{n}",
    "docker logs e{n}",
    "docker run --rm {image} nothing-here",
    "docker run --rm -w /made/up {image} pwd",
    "docker rm -f {container} ghost",
    "docker wait ghost",
)

# The engine gives these in no order that holds: names of directories and maps.
UNORDERED: Final = (
    *("docker diff", "docker volume ls", "docker volume rm", "docker volume prune"),
    "docker inspect --format '{{range .Mounts}}",
    "docker images",
)
