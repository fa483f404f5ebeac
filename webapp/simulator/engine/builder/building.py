"""A whole build: the plan's stages one after the other, step by step, to an image with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from webapp.simulator.engine.api import BuildStep, Built
from webapp.simulator.engine.builder import bases, ignoring, plan as planning
from webapp.simulator.engine.builder.errors import BuildError, NotSimulated, excerpt
from webapp.simulator.engine.builder.steps import Context, Steps
from webapp.simulator.engine.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from webapp.simulator.engine.api import BuildRequest
    from webapp.simulator.engine.builder.commands import Command
    from webapp.simulator.engine.builder.plan import Plan, Stage
    from webapp.simulator.engine.builder.state import StageState
    from webapp.simulator.engine.core import Core
    from webapp.simulator.engine.imagestore import ImageStore
    from webapp.simulator.engine.model import Image

STATUS: Final = "status"
SHORT: Final = 12


class Workshop(Protocol):
    """What a build needs of the daemon."""

    @property
    def core(self) -> Core:
        """Kernel, state, host disk."""

    @property
    def images(self) -> ImageStore:
        """Layers and images."""

    @property
    def run_to_end(self) -> Callable[[int], int]:
        """Runs processes until one has ended; gives its status."""


def build(daemon: Workshop, request: BuildRequest) -> Built:
    """Build an image; what goes wrong is in the answer. Raises NotInCatalogue."""
    if request.classic:
        return Built((), None, not_simulated="the builder of DOCKER_BUILDKIT=0")
    building = _Building(daemon, request)
    try:
        image = building.run()
    except BuildError as error:
        lines = error.lines
        name = request.dockerfile_name.rsplit("/", 1)[-1]
        shown = "" if lines is None else excerpt(name, request.dockerfile, lines)
        return Built(tuple(building.steps), None, error.message, excerpt=shown)
    except NotSimulated as gap:
        return Built(tuple(building.steps), None, not_simulated=gap.what)
    finally:
        building.close()
    return Built(tuple(building.steps), image.id)


class _Building:
    """One build under way; `steps` are those that were begun."""

    def __init__(self, daemon: Workshop, request: BuildRequest) -> None:
        self._daemon = daemon
        self._request = request
        self.steps: list[BuildStep] = []
        self._context: Context | None = None
        self._done: dict[int, StageState] = {}
        self._shown: set[str] = set()
        """Images whose FROM was shown: the next one that stands on them shows none."""

    def run(self) -> Image:
        request = self._request
        size = len(request.dockerfile.encode())
        self._internal(
            "load build definition from " + request.dockerfile_name.rsplit("/", 1)[-1],
            f"transferring dockerfile: {size + (37 if size else 31)}B done",
        )
        plan = planning.make(request.dockerfile, dict(request.args), request.target)
        needed = plan.needed()
        self._load_metadata(plan, needed)
        self._internal("load .dockerignore", "transferring context: 2B done")
        self._context = Context(self._daemon.core, ignoring.kept(request.context))
        self._rehearse(plan, needed)
        for stage in needed:
            self._done[stage.number] = self._stage(plan, stage)
        return self._export(self._done[plan.target])

    def close(self) -> None:
        """Forget the context."""
        if self._context is not None:
            self._context.close()

    def _internal(self, title: str, *told: str) -> None:
        output = tuple((STATUS, line) for line in told)
        self.steps.append(BuildStep(f"[internal] {title}", output=output))

    def _load_metadata(self, plan: Plan, needed: list[Stage]) -> None:
        """Look every image up that is stood on or copied from."""
        seen: set[str] = set()
        for stage in needed:
            for name in (stage.base, *plan.sources_of(stage)):
                if isinstance(name, int) or name == planning.SCRATCH:
                    continue
                try:
                    reference = bases.reference(name)
                except BuildError as error:
                    raise error.at(stage.source.source.lines) from None
                if reference.canonical not in seen:
                    seen.add(reference.canonical)
                    self._internal(f"load metadata for {reference.canonical}")

    def _begin(self, stage: Stage, done: Mapping[int, StageState]) -> StageState:
        """What a stage stands on."""
        if isinstance(stage.base, int):
            return done[stage.base].fork()
        if stage.base == planning.SCRATCH:
            return bases.scratch()
        return bases.stand_on(self._daemon.core, self._daemon.images, stage.base)

    def _rehearse(self, plan: Plan, needed: list[Stage]) -> None:
        """Find out what is wrong with any stage's settings before the first step is taken."""
        assert self._context is not None
        done: dict[int, StageState] = {}
        for stage in needed:
            state = done[stage.number] = self._begin(stage, done)
            steps = Steps(self._daemon, self._request, plan, stage, state, self._context, done)
            for command in stage.commands:
                if command.name not in planning.FILE_STEPS:
                    steps.describe(command)

    def _show_base(self, name: str, prefix: str) -> None:
        """A FROM is a step, once for each image."""
        canonical = bases.reference(name).canonical
        if canonical not in self._shown:
            self._shown.add(canonical)
            self.steps.append(BuildStep(f"{prefix}FROM {canonical}"))

    def _stage(self, plan: Plan, stage: Stage) -> StageState:
        """Build a stage from its base up."""
        assert self._context is not None
        state = self._begin(stage, self._done)
        for name in plan.sources_of(stage):
            if isinstance(name, str):
                self._show_base(name, "")
        index = 0
        if isinstance(stage.base, str) and stage.base != planning.SCRATCH:
            index = 1
            self._show_base(stage.base, plan.prefix(stage, index))
        uses_context = any(
            command.name in {"COPY", "ADD"} and not command.flag("from")
            for command in stage.commands
        )
        if uses_context and not self._context.announced:
            self._context.announced = True
            told = f"transferring context: {self._context.told_size()}B done"
            self._internal("load build context", told)
        steps = Steps(self._daemon, self._request, plan, stage, state, self._context, self._done)
        for command in stage.commands:
            if command.name in planning.FILE_STEPS:
                index += 1
                self._file_step(steps, command, plan.prefix(stage, index))
            else:
                steps.describe(command)
        return state

    def _file_step(self, steps: Steps, command: Command, prefix: str) -> None:
        title = prefix + steps.title(command)
        try:
            cached, output = steps.perform(command)
        except BuildError as error:
            output = steps.output
            self.steps.append(BuildStep(
                title, output=output, error=error.short, exit_code=error.exit_code
            ))
            raise error.at(command.source.lines) from None
        self.steps.append(BuildStep(title, cached, output))

    def _export(self, state: StageState) -> Image:
        """Make the image and give it its names."""
        core, store, request = self._daemon.core, self._daemon.images, self._request
        if request.labels:
            labels = dict(state.config.labels) | dict(request.labels)
            state.change(labels=tuple(labels.items()))
        created = state.created or core.now
        image = store.register_image(
            state.config, state.layers, state.history, created=created,
            comment=state.history[-1].comment if state.history else "",
        )
        told = ["exporting layers done", f"writing image {image.id} done"]
        names = [store.tag(image, tag) for tag in request.tags]
        full = [bases.reference(name).canonical.removesuffix(":latest") for name in names]
        told += [f"naming to {name} done" for name in full]
        output = tuple((STATUS, line) for line in told)
        self.steps.append(BuildStep("exporting to image", output=output))
        name = names[0] if names else image.id.removeprefix("sha256:")[:SHORT]
        core.tell(Event("image-built", image=name, names=image.layers, text=image.id))
        return image
