"""The daemon's words, as engine 26.1.5 and runc 1.1.15 write them; `{}` stands for what varies."""

from __future__ import annotations

from typing import Final

# Containers.
NO_CONTAINER: Final = "No such container: {}"
AMBIGUOUS_CONTAINER: Final = "Multiple IDs found with provided prefix: {}"
EMPTY_CONTAINER: Final = 'invalid name or ID supplied: ""'
NOT_RUNNING: Final = "container {} is not running"
CANNOT_KILL: Final = "cannot kill container: {}: {}"
CANNOT_STOP: Final = "cannot stop container: {}: {}"
ALREADY_PAUSED: Final = "Container {} is already paused"
NOT_PAUSED: Final = "Container {} is not paused"
PAUSED: Final = "Container {} is paused, unpause the container before exec"
PAUSED_START: Final = "cannot start a paused container, try unpause instead"
REMOVE_RUNNING: Final = (
    'cannot remove container "/{}": container is running: stop the container before removing or'
    " force remove"
)
REMOVE_PAUSED: Final = (
    'cannot remove container "/{}": container is paused and must be unpaused first'
)
NAME_TAKEN: Final = (
    'Conflict. The container name "/{}" is already in use by container "{}". You have to remove'
    " (or rename) that container to be able to reuse that name."
)
BAD_NAME: Final = "Invalid container name ({}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
NEW_NAME: Final = "Error when allocating new name: {}"
RENAME_EMPTY: Final = "Neither old nor new names may be empty"
RENAME_SAME: Final = "Renaming a container with the same name as its current name"
BAD_SIGNAL: Final = "invalid signal: {}"
NO_COMMAND: Final = "no command specified"
RESTART_WITH_REMOVE: Final = "can't create 'AutoRemove' container with restart policy"
BAD_WORKDIR: Final = "the working directory '{}' is invalid, it needs to be an absolute path"
WORKDIR_IS_FILE: Final = "Cannot mkdir: {} is not a directory"
NEGATIVE_MEMORY: Final = "Minimum memory limit allowed is 6MB"
PORT_TAKEN: Final = (
    "driver failed programming external connectivity on endpoint {} ({}): Bind for {}:{} failed:"
    " port is already allocated"
)
PORT_IN_USE: Final = (
    "driver failed programming external connectivity on endpoint {} ({}): failed to bind port"
    " {}:{}/tcp: Error starting userland proxy: listen tcp4 {}:{}: bind: address already in use"
)
NO_NETWORK: Final = "network {} not found"

# Images.
NO_IMAGE: Final = "No such image: {}"
AMBIGUOUS_IMAGE: Final = "invalid reference format"
IMAGE_IN_USE: Final = (
    'conflict: unable to remove repository reference "{}" (must force) - container {} is using its'
    " referenced image {}"
)
IMAGE_HAS_CHILDREN: Final = (
    "conflict: unable to delete {} (cannot be forced) - image has dependent child images"
)
IMAGE_RUNNING: Final = (
    "conflict: unable to delete {} (cannot be forced) - image is being used by running container {}"
)
IMAGE_STOPPED: Final = (
    "conflict: unable to delete {} (must be forced) - image is being used by stopped container {}"
)
IMAGE_MANY_NAMES: Final = (
    "conflict: unable to delete {} (must be forced) - image is referenced in multiple repositories"
)
DIGEST_TAG: Final = "refusing to create a tag with a digest reference"
NO_CHANGE_COMMAND: Final = "{} is not a valid change command"
COMMIT_RUNNING: Final = "cannot commit {}"

# Volumes.
NO_VOLUME: Final = "get {}: no such volume"
VOLUME_IN_USE: Final = "remove {}: volume is in use - [{}]"
VOLUME_NAME_SHORT: Final = (
    "create {}: volume name is too short, names should be at least two alphanumeric characters"
)
VOLUME_NAME: Final = (
    'create {}: "{}" includes invalid characters for a local volume name, only'
    ' "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use'
    " absolute path"
)
VOLUME_NAME_LONG: Final = (
    "create {0}: error while creating volume root path '{1}': mkdir {1}: file name too long"
)
NO_PLUGIN: Final = 'create {}: error looking up volume plugin {}: plugin "{}" not found'
VOLUME_OPTION: Final = 'create {}: invalid option: "{}"'
VOLUME_NEEDS: Final = 'create {}: missing required option: "{}"'
VOLUME_QUOTA: Final = "create {}: quota size requested but no quota support"
VOLUME_MOUNT: Final = (
    "error while mounting volume '{0}': failed to mount local volume: mount {1}:{0}, {2}: {3}"
)
VOLUME_POPULATE: Final = "failed to populate volume: {}"
VOLUME_GONE: Final = (
    'error evaluating symlinks from mount source "{0}": lstat {0}: no such file or directory'
)

# Mounts.
BAD_SPEC: Final = "invalid volume specification: '{}'"
BAD_MODE: Final = "invalid mode: {}"
BAD_MOUNT: Final = 'invalid mount config for type "{}": {}'
SOURCE_EMPTY: Final = "field Source must not be empty"
SOURCE_GIVEN: Final = "field Source must not be specified"
FIELD_GIVEN: Final = "field {}Options must not be specified"
RELATIVE_TARGET: Final = "invalid mount path: '{}' mount path must be absolute"
ROOT_TARGET: Final = "invalid specification: destination can't be '/'"
EMPTY_TARGET: Final = "field Target must not be empty"
UNKNOWN_TYPE: Final = "mount type unknown"
NO_SOURCE: Final = "bind source path does not exist: {}"
BAD_PROPAGATION: Final = "invalid propagation mode: {}"
READONLY_ANONYMOUS: Final = "must not set ReadOnly mode when using anonymous volumes"
SUBPATH_ANONYMOUS: Final = "must not set Subpath when using anonymous volumes"
SUBPATH_OUTSIDE: Final = "subpath must be a relative path within the volume"
DUPLICATE: Final = "Duplicate mount point: {}"
NO_VOLUMES_FROM: Final = "volumes-from specification cannot be an empty string"
NOT_A_DIRECTORY_SOURCE: Final = "source {} is not directory"
FILE_AT_MOUNT: Final = "cannot mount volume over existing file, file exists {}"
BAD_TMPFS: Final = 'invalid tmpfs option "{}"'
MAKE_SOURCE: Final = "error while creating mount source path '{0}': mkdir {1}: {2}"
SUBPATH_MISSING: Final = "cannot access path {}: lstat {}: no such file or directory"

# Starting. RUNC + INIT frame what runc says.
TASK: Final = "failed to create task for container: {}"
RUNC: Final = (
    "failed to create shim task: OCI runtime create failed: runc create failed: unable to start"
    " container process: {}"
)
MOUNTING: Final = 'error during container init: error mounting "{}" to rootfs at "{}": {}'
BIND_FAILED: Final = "mount {}:{} (via /proc/self/fd/6), flags: 0x5000: not a directory"
DESTINATION: Final = "create mount destination for {} mount: {}"
SOURCE_STAT: Final = "bind mount source stat: stat {}: {}"
PARENT_OF_FILE: Final = "make parent dir of file bind-mount: {}"
TARGET_OF_FILE: Final = "create target of file bind-mount: mknod regular file {}: {}"
CANNOT_MKDIR: Final = "cannot mkdir in {}: not a directory"
MKDIRAT: Final = "mkdirat {}: {}"
INSIDE_PROC: Final = (
    'check proc-safety of {0} mount: "{1}" cannot be mounted because it is inside /proc'
)
MIXED_TYPES: Final = (
    ": Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host"
    " path exists and is the expected type"
)
NOT_FOUND: Final = 'exec: "{}": executable file not found in $PATH'
STAT_FAILED: Final = 'exec: "{0}": stat {0}: {1}'
NOT_EXECUTABLE: Final = 'exec: "{}": permission denied'
IS_DIRECTORY: Final = 'exec: "{}": is a directory'
CHDIR: Final = 'chdir to cwd ("{}") set in config.json failed: {}'
RELATIVE_CWD: Final = "Cwd must be an absolute path"
NO_USER: Final = "unable to find user {}: no matching entries in passwd file"
NO_GROUP: Final = "unable to find group {}: no matching entries in group file"
EXEC_FAILED: Final = "OCI runtime exec failed: exec failed: unable to start container process: {}"
EXEC_REFUSED: Final = "OCI runtime exec failed: exec failed: {}"

# Copying.
NO_FILE_IN: Final = "Could not find the file {} in container {}"
LSTAT_FAILED: Final = "lstat {}: {}"
EXTRACTION: Final = "extraction point is not a directory"
READONLY_VOLUME: Final = "mounted volume is marked read-only"
READONLY_ROOTFS: Final = "container rootfs is marked read-only"
DIRECTORY_OVER_FILE: Final = 'cannot overwrite non-directory "{}" with directory "{}"'
FILE_OVER_DIRECTORY: Final = 'cannot overwrite directory "{}" with non-directory "{}"'

# Filters.
BAD_FILTER: Final = "invalid filter '{}'"
BAD_FILTER_VALUE: Final = "invalid filter '{}={}'"
BOTH_ALL: Final = "conflicting options: cannot specify both --all and --filter all=1"
