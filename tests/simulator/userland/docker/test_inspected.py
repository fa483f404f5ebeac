"""`inspect --format` sees what the client's Go structs hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from webapp.simulator.userland.docker.inspected import typed
from webapp.simulator.userland.docker.template import gojson
from webapp.simulator.userland.docker.template.template import Template, TemplateError
from webapp.simulator.userland.docker.verbs.inspecting import _filled

if TYPE_CHECKING:
    from tests.simulator.userland.docker.real import RealClient

CONTAINER: Final[dict[str, Any]] = {
    "Id": "ab" * 32,
    "Created": "2026-11-23T23:16:09.67136535Z",
    "Path": "sleep",
    "Args": ["1"],
    "State": {
        "Status": "created",
        "Running": False,
        "Paused": False,
        "Restarting": False,
        "OOMKilled": False,
        "Dead": False,
        "Pid": 0,
        "ExitCode": 0,
        "Error": "",
        "StartedAt": "0001-01-01T00:00:00Z",
        "FinishedAt": "0001-01-01T00:00:00Z",
    },
    "Image": "sha256:" + "cd" * 32,
    "Name": "/c",
    "RestartCount": 0,
    "Driver": "overlay2",
    "ExecIDs": None,
    "HostConfig": {
        "Binds": ["v:/data", "/srv:/srv:ro"],
        "LogConfig": {"Type": "json-file", "Config": {}},
        "NetworkMode": "default",
        "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]},
        "RestartPolicy": {"Name": "no", "MaximumRetryCount": 0},
        "VolumesFrom": None,
        "NanoCpus": 5,
        "Memory": 0,
        "PidsLimit": None,
        "Mounts": [{"Type": "tmpfs", "Target": "/t"}],
    },
    "GraphDriver": {"Data": {"UpperDir": "/u", "WorkDir": "/w"}, "Name": "overlay2"},
    "Mounts": [
        {
            "Type": "volume",
            "Name": "v",
            "Source": "/var/lib/docker/volumes/v/_data",
            "Destination": "/data",
            "Driver": "local",
            "Mode": "z",
            "RW": True,
            "Propagation": "",
        },
        {
            "Type": "bind",
            "Source": "/srv",
            "Destination": "/srv",
            "Mode": "ro",
            "RW": False,
            "Propagation": "rprivate",
        },
    ],
    "Config": {
        "Hostname": "abab",
        "ExposedPorts": {"80/tcp": {}},
        "Env": ["A=1", "B=2"],
        "Cmd": ["sleep", "1"],
        "Image": "busybox",
        "Volumes": {"/anon": {}},
        "WorkingDir": "",
        "Entrypoint": None,
        "Labels": {"x": "<y>"},
    },
    "NetworkSettings": {
        "Ports": {"80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "8080"}], "81/tcp": None},
        "IPAddress": "172.17.0.2",
        "Networks": {"bridge": {"IPAddress": "172.17.0.2"}},
    },
}
TEMPLATES: Final = (
    "{{.Id}} {{.Name}}",
    "{{.ID}}",
    "{{.State.Status}} {{.State.Running}} {{.State.Pid}}",
    "{{.State}}",
    "{{json .State}}",
    "{{.Config.Env}} {{.Config.Cmd}} {{.Config.Entrypoint}}",
    "{{.Config.Volumes}} {{.Config.Labels}}",
    "{{json .Config.Volumes}} {{json .Config.Labels}}",
    "{{.Mounts}}",
    "{{json .Mounts}}",
    "{{range .Mounts}}{{.Type}} {{.Destination}} rw={{.RW}}{{println}}{{end}}",
    "{{range .Mounts}}{{.Name}}:{{end}}",
    "{{(index .Mounts 0).Source}}",
    "{{index .Mounts 9}}",
    "{{.HostConfig.Binds}} {{json .HostConfig.VolumesFrom}} {{.HostConfig.VolumesFrom}}",
    "{{.HostConfig.RestartPolicy}} {{.HostConfig.LogConfig}} {{.HostConfig.PidsLimit}}",
    "{{.HostConfig.NanoCPUs}}",
    "{{.HostConfig.NanoCpus}}",
    "{{.GraphDriver}} {{.GraphDriver.Data.UpperDir}}",
    "{{.NetworkSettings.IPAddress}}",
    "{{range $p, $c := .NetworkSettings.Ports}}{{$p}} -> {{json $c}} {{end}}",
    '{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostPort}}',
    '{{(index (index .NetworkSettings.Ports "80/tcp") 0).HostIp}}',
    "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
    "{{range $k, $v := .NetworkSettings.Networks}}{{$k}}{{end}}",
    "{{.State.Health}}",
    "{{.State.Health.Status}}",
    "{{.Foo}}",
    "{{.State.Foo}}",
    '{{join .Config.Cmd " "}}',
    '{{index .Config.Labels "x"}} {{index .Config.Labels "nope"}} {{.Config.Labels.nope}}',
    "{{with .Config.Labels}}{{.x}}{{end}}",
    '{{printf "%.12s" .Id}} {{slice .Id 0 12}}',
    "{{if .State.Running}}up{{else}}down{{end}}",
    "{{len .Mounts}} {{.RestartCount}}",
    "{{.SizeRw}} {{.HostConfig.Init}}",
    "{{json .}}",
    "",
    "json",
)


def ours(form: str) -> tuple[str, str, int]:
    if form in {"", "json"}:
        shown = gojson.indented([CONTAINER]) if not form else gojson.compact([CONTAINER])
        return shown + "\n", "", 0
    try:
        printed = _filled(Template.of(form), "types.ContainerJSON", CONTAINER, raw=True)
    except TemplateError as error:
        return "\n", f"template parsing error: {error}\n", 1
    return printed + "\n", "", 0


@pytest.mark.parametrize("form", TEMPLATES)
def test_a_container_is_inspected_as_the_real_client_does_it(
    form: str, real_client: RealClient
) -> None:
    real = real_client.run("inspect", "-f", form, "c", answers={"/containers/c/json": CONTAINER})
    out, err, status = ours(form)
    if form == "{{json .}}":
        # The client fills in what the daemon left out; here only what was answered is shown.
        assert real.out.startswith('{"Id":')
        assert out.startswith('{"Id":')
    elif form == "{{json .State}}":
        assert out == real.out
    else:
        assert (out, err, status) == (real.out, real.err, real.status)


def test_a_field_that_the_daemon_left_out_has_its_types_zero() -> None:
    struct = typed("types.ContainerJSON", {})
    assert struct.fields["RestartCount"] == 0
    assert struct.fields["Name"] == ""
