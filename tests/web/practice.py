"""A small lesson to try pages with, and somebody who tries them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

LESSON: Final = """---
title: Practice
summary: A lesson to try pages with.
minutes: 3
engine: "26.1"
setup: |
  docker run -dit --name web busybox
---
Words above the first heading.

## First {#first}

```predict where place
Where will it be?
- [ ] layer 1 of busybox
- [x] writable layer of web
because: A container writes into its own layer.
```

```run write
docker exec web sh -c 'echo hello > /note.txt'
```

```quiz sure
Is it still there after a restart?
- [x] Yes
- [ ] No
because: The writable layer stays until the container is removed.
```

## Second {#second}

```compare
docker exec web ls /bin/ls
docker exec web ls /bin/cat
```

```task keep
Write `kept` into `/kept.txt` in `web`.
```

```solution
docker exec web sh -c 'echo kept > /kept.txt'
```

```check
file /kept.txt in web is "kept"
```

```keep
web is running
```

```near
file /kept.txt in web contains "kept"
There is more in it than that.
```

```wrong
docker exec web sh -c 'echo kept and more > /kept.txt'
```

```hint
Go inside.
```
"""
CHINESE: Final = """---
title: 练习
summary: 用来试页面的一课。
---
标题之前的话。

## 第一步 {#first}

```predict where
会在哪里？
because: 容器写进自己的那一层。
```

```quiz sure
重启之后还在吗？
- 在
- 不在
because: 可写层会一直留到容器被删除。
```

## 第二步 {#second}

```task keep
在 `web` 里的 `/kept.txt` 写入 `kept`。
```

```near
里面不只有这些。
```

```hint
进到里面去。
```
"""
COURSE: Final = """[[part]]
id = "practice"
title = { en = "Practice", zh = "练习" }
folders = [{ folder = "practice", kind = "lesson" }]
"""
FIRST: Final = "/lessons/practice/first"
SECOND: Final = "/lessons/practice/second"
PARTIAL: Final = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Learner:
    """Somebody at a page of the practice lesson; each reply is linted."""

    def __init__(self, app: Flask, step: str = FIRST) -> None:
        self.client = app.test_client()
        self.step = step
        self.at = 0
        self.show()

    def show(self, step: str = "") -> str:
        """Load the page, and stand on the turn that it says."""
        self.step = step or self.step
        return self._read(self.client.get(self.step))

    def post(self, what: str, *, partial: bool = True, **form: str | int) -> TestResponse:
        """Send a form of the page."""
        data = {"at": str(self.at), **{name: str(value) for name, value in form.items()}}
        reply = self.client.post(
            f"{self.step}/{what}", data=data, headers=PARTIAL if partial else {}
        )
        self._read(reply)
        return reply

    def type(self, line: str, *, partial: bool = True) -> str:
        """Type a line."""
        return self.post("commands", line=line, partial=partial).text

    def _read(self, reply: TestResponse) -> str:
        found = re.search(r'name="at" value="(\d+)"', reply.text)
        if found:
            self.at = int(found[1])
        return reply.text
