"""The steps that change files: RUN, COPY, ADD and WORKDIR, each a layer, each remembered."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from webapp.simulator.catalog.laying import lay
from webapp.simulator.engine import imagedb, nodes
from webapp.simulator.engine.builder import bases, copying, lexer, metadata, running
from webapp.simulator.engine.builder.errors import BuildError, NotSimulated
from webapp.simulator.engine.builder.ownership import owner
from webapp.simulator.engine.builder.paths import clean, joined
from webapp.simulator.engine.builder.state import StageState, digest
from webapp.simulator.engine.builder.workspace import Workspace, tree_of
from webapp.simulator.engine.errors import ApiError
from webapp.simulator.kernel.content import Content
from webapp.simulator.kernel.inode import Inode, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from webapp.simulator.engine.api import BuildRequest, Entry
    from webapp.simulator.engine.builder.building import Workshop
    from webapp.simulator.engine.builder.commands import Command
    from webapp.simulator.engine.builder.dockerfile import Heredoc
    from webapp.simulator.engine.builder.plan import Plan, Stage
    from webapp.simulator.engine.core import Core
    from webapp.simulator.kernel.node import Node, Plain

Output = tuple[tuple[str, str], ...]
_ARCHIVES: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


class Context:
    """The files that the client sent, as a directory that is there while the build lasts."""

    def __init__(self, core: Core, entries: Sequence[Entry]) -> None:
        """Keep the entries; they belong to root, whoever they belong to at the client's."""
        self._core = core
        self._entries = [replace(entry, uid=0, gid=0) for entry in entries]
        self._root: Plain | None = None
        self.announced = False

    @property
    def root(self) -> Plain:
        """The directory, laid out when it is first asked for."""
        if self._root is None:
            disks = self._core.kernel.disks
            self._root = disks.make_filesystem("tmpfs", "context")
            lay(disks, self._root, self._entries)
        return self._root

    def told_size(self) -> int:
        """About as many bytes as the client says that it transfers."""
        files = [entry for entry in self._entries if entry.kind is Kind.FILE]
        return 2 + sum(entry.content.size + len(entry.path) + 25 for entry in files)

    def close(self) -> None:
        """Take the directory away."""
        if self._root is not None:
            disks = self._core.kernel.disks
            disks.filesystems = disks.filesystems.discard(self._root.fs)
            self._root = None


class Steps:
    """Performs the steps of one stage on its state."""

    def __init__(
        self, daemon: Workshop, request: BuildRequest, plan: Plan, stage: Stage,
        state: StageState, context: Context, done: Mapping[int, StageState],
    ) -> None:
        """Work on `state`, the stages in `done` being built."""
        self._daemon = daemon
        self._core = daemon.core
        self._request = request
        self._given = dict(request.args)
        self._plan = plan
        self._stage = stage
        self._state = state
        self._context = context
        self._done = done
        self.output: Output = ()
        """What the last step wrote."""

    # What changes no file.

    def describe(self, command: Command) -> None:
        """Perform an instruction that only sets the configuration."""
        escape = self._plan.escape
        try:
            if command.name == "ARG":
                metadata.arg(self._state, command, escape, self._given, self._plan.outer)
            else:
                metadata.METADATA[command.name](self._state, command, escape)
        except BuildError as error:
            raise error.at(command.source.lines) from None

    def title(self, command: Command) -> str:
        """The step as it is shown: its line, variables put in."""
        line = command.source.line
        documents = command.source.heredocs
        if command.name == "RUN" and len(documents) == 1 and _is_document(command):
            text = documents[0].content.strip().split("\n")
            line += f" ({text[0]}{'...' if len(text) > 1 else ''})"
        elif documents:
            line = " ".join(
                f"<<{lexer.unquote(word[2:])}" if word.startswith("<<") else word
                for word in line.split(" ")
            )
        word, _, rest = line.partition(" ")
        shown = lexer.show(rest, self._state.variables, self._plan.escape)
        return f"{word.upper()} {shown}".rstrip(" ") if rest else word.upper()

    def perform(self, command: Command) -> tuple[bool, Output]:
        """Perform a step: whether the cache had it, and what it wrote; raises BuildError."""
        self.output = ()
        if command.name == "RUN":
            return self._run(command)
        if command.name == "WORKDIR":
            return self._workdir(command)
        return self._copy(command)

    # The cache.

    def _remembered(self, key: str) -> str | None:
        """The layer that a step made before, if it is still there."""
        if self._request.no_cache:
            return None
        chain = self._core.state.build_cache.get(key)
        return chain if chain in self._core.state.layers else None

    def _take(self, chain: str, key: str, created_by: str, moment: int) -> None:
        size = self._core.state.layers[chain].size
        self._state.add_layer(chain, size, moment, created_by, key)

    def _keep(self, space: Workspace, key: str, created_by: str) -> None:
        """Make a layer of what a step changed, and remember it."""
        core = self._core
        known = core.state.layers
        layer = self._daemon.images.register_layer(self._state.below, space.fill)
        if layer.chain_id not in known:
            # BuildKit's layers are weighed as a tar: what symbolic links hold weighs nothing.
            layer = replace(layer, size=space.file_bytes())
            core.change(layers=core.state.layers.insert(layer.chain_id, layer))
            imagedb.write_layer(core, layer)
        core.change(build_cache=core.state.build_cache.insert(key, layer.chain_id))
        self._take(layer.chain_id, key, created_by, core.now)

    # RUN.

    def _run(self, command: Command) -> tuple[bool, Output]:
        state = self._state
        for name, value in command.flags:
            if name != "network" or value not in {"default", "none", "host"}:
                raise NotSimulated(f"RUN --{name}")
        words, script = self._words(command)
        told = " ".join((*state.arg_words(), *words))
        created_by = f"RUN {told} # buildkit"
        env = state.run_environment()
        config = state.config
        key = digest(state.key, "run", *words, json.dumps(env), config.workdir, config.user,
                     *(script or ()))
        found = self._remembered(key)
        if found is not None:
            self._take(found, key, created_by, self._moment_of(found))
            return True, ()
        space = Workspace(self._core, state.below)
        try:
            task = running.Task(words, env, config.workdir, config.user, script)
            try:
                ran = running.run(space, task, self._daemon.run_to_end)
            except ApiError as error:
                raise BuildError(_failed(words, error.message)) from None
            text = ran.output.decode("utf-8", "replace")
            self.output = tuple(("stdout", line) for line in text.splitlines())
            if ran.status:
                message = _failed(words, f"exit code: {ran.status}")
                raise BuildError(message, exit_code=ran.status)
            self._keep(space, key, created_by)
        finally:
            space.close()
        return False, self.output

    def _words(self, command: Command) -> tuple[tuple[str, ...], tuple[str, str] | None]:
        """The process's words, and the script that a heredoc is."""
        documents = command.source.heredocs
        if not command.plain:
            return command.args, None
        text = command.args[0]
        if documents and _is_document(command):
            text = documents[0].content
            if text.startswith("#!"):
                name = documents[0].name
                return (*self._state.shell, f"/dev/{running.SCRIPTS}/{name}"), (name, text)
        elif documents:
            text = "".join(
                (text, *(f"\n{document.content}{document.name}" for document in documents))
            )
        return (*self._state.shell, text), None

    def _moment_of(self, chain: str) -> int:
        """When a remembered layer was made: its directory tells."""
        disks, driver = self._core.kernel.disks, self._core.driver
        return disks.inode(driver.changes(self._core.state.layers[chain].directory)).ctime

    # WORKDIR.

    def _workdir(self, command: Command) -> tuple[bool, Output]:
        state = self._state
        path = lexer.expand(command.args[0], state.variables, self._plan.escape)
        path = joined(state.config.workdir or "/", path)
        state.change(workdir=path)
        created_by = f"WORKDIR {path}"
        if path == "/":
            state.row(created_by)
            return False, ()
        user = state.config.user
        key = digest(state.key, "workdir", path, user)
        found = self._remembered(key)
        if found is not None:
            self._take(found, key, created_by, self._moment_of(found))
            return True, ()
        space = Workspace(self._core, state.below)
        try:
            names = nodes.resolve(space.kernel, space.root, path)
            uid, gid = owner(space.kernel, space.root, user) if user else (0, 0)
            if space.directory(*names, uid=uid, gid=gid) is None:
                raise BuildError(f"mkdir {space.merged}/{'/'.join(names)}: not a directory")
            self._keep(space, key, created_by)
        finally:
            space.close()
        return False, ()

    # COPY and ADD.

    def _copy(self, command: Command) -> tuple[bool, Output]:
        state, escape = self._state, self._plan.escape
        words = [lexer.expand(word, state.variables, escape) for word in command.args]
        *sources, target = words
        documents = {document.name: document for document in command.source.heredocs}
        plain = [source for source in sources if source.removeprefix("<<-") not in documents
                 and source.removeprefix("<<") not in documents]
        if command.name == "ADD":
            _refuse_unpacking(plain)
        root = self._source_root(command)
        found: list[copying.Found] = []
        for source in plain:
            found += self._sources(root, source, command)
        chown = lexer.expand(command.flag("chown"), state.variables, escape)
        chmod = lexer.expand(command.flag("chmod"), state.variables, escape)
        shown = "".join(f" --{name}={value}" for name, value in (
            ("chown", chown), ("chmod", chmod)) if value)
        created_by = f"{command.name}{shown} {' '.join(words)} # buildkit"
        texts = [self._document(document) for document in documents.values()]
        destination = _absolute(state.config.workdir, target)
        key = digest(state.key, "copy", copying.digest(self._core.kernel, found), *texts,
                     destination, chown, chmod)
        remembered = self._remembered(key)
        if remembered is not None:
            self._take(remembered, key, created_by, self._moment_of(remembered))
            return True, ()
        space = Workspace(self._core, state.below)
        try:
            self._core.kernel.context = None
            copier = copying.Copier(space, _attributes(space, chown, chmod))
            for one in found:
                copier.copy(one, destination)
            for name, text in zip(documents, texts, strict=True):
                now = space.kernel.disks.tick()
                content = Content.of(text.encode())
                inode = Inode(Kind.FILE, 0o644, mtime=now, ctime=now, content=content)
                copier.write(inode, destination, name)
            self._keep(space, key, created_by)
        finally:
            space.close()
        return False, ()

    def _document(self, document: Heredoc) -> str:
        if not document.expand:
            return document.content
        return lexer.expand_document(
            document.content, self._state.variables, self._plan.escape
        )

    def _source_root(self, command: Command) -> Node | None:
        """The directory that sources are looked up in; None for an empty stage."""
        name = command.flag("from")
        if not name:
            return self._context.root
        source = self._plan.source(self._stage, name)
        if isinstance(source, int):
            return tree_of(self._core, self._done[source].below)
        return tree_of(
            self._core, bases.stand_on(self._core, self._daemon.images, source).below
        )

    def _sources(
        self, root: Node | None, source: str, command: Command
    ) -> list[copying.Found]:
        """What one source names; BuildKit looks for it when it computes the step's cache key."""
        try:
            return copying.find_sources(self._core.kernel, root, source)
        except BuildError as error:
            path = "/".join(clean(source))
            name = command.flag("from")
            origin = self._plan.source(self._stage, name) if name else 0
            if name and not (isinstance(origin, int) and self._done[origin].stepped):
                number = int(digest("mount", path)[:8], 16)
                where = f"/var/lib/docker/tmp/buildkit-mount{number}/{path}"
                raise BuildError(f"lstat {where}: no such file or directory") from None
            short = f"failed to calculate checksum of ref {_reference(path)}: {error.message}"
            raise BuildError(f"failed to compute cache key: {short}", short=short) from None


def _is_document(command: Command) -> bool:
    """Whether a RUN is nothing but its heredoc."""
    documents = command.source.heredocs
    if len(documents) != 1 or not command.plain:
        return False
    word = command.args[0]
    return word.startswith("<<") and lexer.unquote(word[2:].lstrip("-")) == documents[0].name


def _failed(words: Sequence[str], why: str) -> str:
    told = json.dumps(" ".join(words), ensure_ascii=False)
    return f"process {told} did not complete successfully: {why}"


def _absolute(workdir: str, target: str) -> str:
    """A destination from the root on; a slash at its end stays, it says "a directory"."""
    path = joined(workdir or "/", target)
    is_directory = target in {".", ".."} or target.endswith(("/", "/.", "/.."))
    return f"{path}/" if is_directory and path != "/" else path


def _attributes(space: Workspace, chown: str, chmod: str) -> copying.Attributes:
    uid, gid = owner(space.kernel, space.root, chown) if chown else (None, None)
    octal = bool(chmod) and all(digit in "01234567" for digit in chmod)
    return copying.Attributes(uid, gid, int(chmod, 8) & 0o7777 if octal else None)


def _refuse_unpacking(sources: Sequence[str]) -> None:
    for source in sources:
        if "://" in source or source.startswith("git@"):
            raise NotSimulated("ADD of a URL")
        if source.endswith(_ARCHIVES):
            raise NotSimulated("ADD of an archive")


def _reference(path: str) -> str:
    """A name such as BuildKit gives what it looks a file up in."""
    token = digest("reference", path)
    parts = (token[:8], token[8:12], token[12:16], token[16:20], token[20:32])
    return f"{'-'.join(parts)}::{token[32:57]}"
