"""What a stage has become so far: its configuration, its layers, its history, its cache key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from webapp.simulator.engine.model import Config, History

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMENT: Final = "buildkit.dockerfile.v0"
DEFAULT_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SHELL: Final = ("/bin/sh", "-c")


@dataclass(slots=True)
class StageState:
    """A stage while it is built; `variables` are what words may name, `args` the ARGs."""

    config: Config
    layers: list[str] = field(default_factory=list)
    history: list[History] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    args: list[tuple[str, str | None]] = field(default_factory=list)
    key: str = ""
    cmd_set: bool = False
    created: int = 0
    """When its newest layer was made."""
    stepped: bool = False
    """Whether anything but its base gave it a layer."""

    @classmethod
    def on(
        cls, config: Config, layers: Sequence[str], history: Sequence[History], created: int
    ) -> StageState:
        """Begin on an image; PATH is set where it sets none."""
        env = config.env
        if not any(item.startswith("PATH=") for item in env):
            env = (*env, f"PATH={DEFAULT_PATH}")
        config = replace(config, env=env)
        variables = dict(item.partition("=")[::2] for item in env)
        return cls(
            config, list(layers), list(history), variables,
            key=digest("base", *layers), created=created,
        )

    def fork(self) -> StageState:
        """Begin another stage on this one: variables of ARG stay behind."""
        return StageState.on(self.config, self.layers, self.history, self.created).keyed(self.key)

    def keyed(self, key: str) -> StageState:
        """Take over a cache key."""
        self.key = key
        return self

    @property
    def below(self) -> str | None:
        """The chain id of the topmost layer."""
        return self.layers[-1] if self.layers else None

    @property
    def shell(self) -> tuple[str, ...]:
        """The shell of instructions in shell form."""
        return self.config.shell or SHELL

    def change(self, **parts: Any) -> None:
        """Replace parts of the configuration."""
        self.config = replace(self.config, **parts)

    def set_env(self, name: str, value: str) -> None:
        """Set a variable of the image, in its old place if it has one."""
        env = list(self.config.env)
        row = f"{name}={value}"
        for at, item in enumerate(env):
            if item.partition("=")[0] == name:
                env[at] = row
                break
        else:
            env.append(row)
        self.change(env=tuple(env))
        self.variables[name] = value

    def row(self, created_by: str, *, size: int | None = None) -> None:
        """Add a row to the history; with `size` for a step that gave a layer."""
        self.history.append(
            History(self.created, created_by, COMMENT, empty=size is None, size=size or 0)
        )

    def add_layer(self, chain: str, size: int, created: int, created_by: str, key: str) -> None:
        """Put a layer on top."""
        self.layers.append(chain)
        self.created = created
        self.key = key
        self.stepped = True
        self.row(created_by, size=size)

    def run_environment(self) -> dict[str, str]:
        """The environment of RUN: ENV and those ARGs that have a value."""
        return dict(self.variables)

    def arg_words(self) -> tuple[str, ...]:
        """The ARGs as the history of RUN shows them: ``|2 A=1 B=2``."""
        if not self.args:
            return ()
        found = (f"{name}={self.variables.get(name, value or '')}" for name, value in self.args)
        return (f"|{len(self.args)}", *found)


def digest(*parts: str) -> str:
    """A key made of parts."""
    sum_ = hashlib.sha256()
    for part in parts:
        sum_.update(f"{len(part)}:{part}".encode("utf-8", "surrogateescape"))
    return sum_.hexdigest()
