from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from tests.simulator.userland.shell.desk import SECOND, Desk, Ran, run
from webapp.simulator.kernel.budget import Limits
from webapp.simulator.userland.shell.state import ShellState


def at_terminal(shell: str = "bash", *, full: bool = False) -> tuple[Desk, int]:
    desk = Desk(shell=shell)
    desk.kernel.terminal = replace(desk.kernel.terminal, full=full)
    pid = desk.start("bash" if shell == "bash" else "sh", stdin=None, shell=shell)
    desk.type()
    return desk, pid


def typed(desk: Desk, *lines: str) -> tuple[str, str]:
    """What is shown, on stdout and on stderr, when these lines are typed."""
    before = len(desk.kernel.printed)
    desk.type(*lines)
    shown = desk.kernel.printed[before:]
    out, err = (
        b"".join(data for stream, data in shown if stream == name).decode()
        for name in ("stdout", "stderr")
    )
    return out, err


@pytest.mark.parametrize(
    ("shell", "prompt"), [("bash", "root@host:/w# "), ("dash", "# "), ("ash", "/w # ")]
)
def test_each_shell_prompts_in_its_own_way(shell: str, prompt: str) -> None:
    desk, _ = at_terminal(shell)
    assert desk.kernel.terminal.prompt == prompt
    assert desk.kernel.terminal.asks == "command"


def test_the_home_directory_is_a_tilde_in_the_prompt() -> None:
    desk, _ = at_terminal()
    typed(desk, "cd")
    assert desk.kernel.terminal.prompt == "root@host:~# "
    typed(desk, "cd /root/../etc")
    assert desk.kernel.terminal.prompt == "root@host:/etc# "


def test_ps1_may_hold_variables() -> None:
    desk, _ = at_terminal("ash")
    typed(desk, "x=5; PS1='$x> '")
    assert desk.kernel.terminal.prompt == "5> "


def test_an_unfinished_command_is_asked_for_the_rest() -> None:
    desk, _ = at_terminal()
    assert typed(desk, "for i in 1 2") == ("", "")
    assert (desk.kernel.terminal.prompt, desk.kernel.terminal.asks) == ("> ", "more")
    assert typed(desk, "do echo $i") == ("", "")
    assert typed(desk, "done") == ("1\n2\n", "")
    assert desk.kernel.terminal.asks == "command"


def test_a_mistake_at_the_prompt_does_not_end_the_shell() -> None:
    desk, _ = at_terminal("dash")
    assert typed(desk, "echo )")[1] == 'sh: 1: Syntax error: ")" unexpected\n'
    assert typed(desk, "echo ${x?}; echo not here") == ("", "sh: 2: x: parameter not set\n")
    assert typed(desk, ": > /nonex/x")[1].startswith("sh: 3: cannot create")
    assert typed(desk, "echo $?") == ("2\n", "")


@pytest.mark.parametrize("shell", ["bash", "dash", "ash"])
def test_exit_and_the_end_of_input_end_the_shell_with_its_status(shell: str) -> None:
    desk, pid = at_terminal(shell)
    typed(desk, "exit 3")
    assert pid not in desk.kernel.processes
    desk, pid = at_terminal(shell)
    desk.kernel.terminal = replace(desk.kernel.terminal, ended=True)
    desk.type()
    assert pid not in desk.kernel.processes


def test_commands_before_a_prompt_are_run_once_and_not_taken_back() -> None:
    desk, _ = at_terminal()
    assert typed(desk, "echo a > f; echo b >> f; cat f") == ("a\nb\n", "")
    assert typed(desk, "cat f") == ("a\nb\n", "")


def test_a_shell_is_a_value_that_can_be_forked_and_resumed() -> None:
    desk, pid = at_terminal()
    typed(desk, "x=1; f() { echo f$x; }; cd /etc; alias hi='echo hello'")
    state = desk.kernel.processes[pid].state
    assert isinstance(state, ShellState)
    assert hash(state.frames) is not None
    assert pickle.loads(pickle.dumps(state.frames)) == state.frames
    frozen = desk.kernel.snapshot()
    one, other = Desk(frozen), Desk(frozen)
    assert typed(one, "x=2; f; hi") == ("f2\nhello\n", "")
    assert typed(other, "f; pwd") == ("f1\n/etc\n", "")
    assert typed(one, "f") == ("f2\n", "")


def test_a_loop_that_sleeps_can_be_held_and_goes_on_with_the_clock() -> None:
    desk, pid = at_terminal()
    typed(desk, "while sleep 2; do echo tick; done > /w/log &")
    assert desk.kernel.terminal.asks == "command"
    frozen = desk.kernel.snapshot()
    later = Desk(frozen)
    assert typed(later, "sleep 5; cat log") == ("tick\ntick\n", "")
    assert typed(Desk(frozen), "cat log") == ("", "")
    assert pid in later.kernel.processes


def test_ctrl_c_ends_the_foreground_and_gives_a_new_prompt() -> None:
    desk, _ = at_terminal()
    terminal = desk.kernel.terminal
    desk.kernel.terminal = replace(
        terminal, lines=("while sleep 1000; do echo no; done; echo nor this",), asks="", prompt=""
    )
    desk.scheduler.settle()
    assert desk.kernel.terminal.asks == ""
    desk.scheduler.interrupt("Ctrl-C")
    desk.type()
    assert desk.kernel.terminal.asks == "command"
    assert desk.printed("stdout") == ""
    assert typed(desk, "echo $?") == ("130\n", "")


def test_ctrl_c_at_the_second_prompt_gives_the_command_up() -> None:
    desk, _ = at_terminal()
    typed(desk, "echo 'half")
    desk.kernel.terminal = replace(desk.kernel.terminal, asks="", prompt="")
    desk.scheduler.interrupt("Ctrl-C")
    desk.type()
    assert desk.kernel.terminal.asks == "command"
    assert typed(desk, "echo whole") == ("whole\n", "")


def test_a_job_is_announced_and_told_of_when_it_has_ended() -> None:
    desk, _ = at_terminal()
    assert typed(desk, "sleep 3 &")[1].startswith("[1] ")
    assert typed(desk, "jobs") == ("[1]+  Running                 sleep 3 &\n", "")
    assert typed(desk, "sleep 4") == ("", "[1]+  Done                    sleep 3\n")
    assert typed(desk, "jobs") == ("", "")


def test_wait_waits_for_the_simulated_clock() -> None:
    desk, _ = at_terminal()
    start = desk.kernel.clock
    assert typed(desk, "sleep 7 & wait; echo done")[0] == "done\n"
    assert 7 * SECOND <= desk.kernel.clock - start < 8 * SECOND


def test_history_is_kept_and_an_earlier_command_can_be_repeated() -> None:
    desk, _ = at_terminal(full=True)
    typed(desk, "echo one two")
    assert typed(desk, "!!") == ("one two\n", "echo one two\n")
    assert typed(desk, "echo !$") == ("two\n", "echo two\n")
    assert typed(desk, "echo '!!'") == ("!!\n", "")
    assert typed(desk, "!nope") == ("", "bash: !nope: event not found\n")
    assert "    1  echo one two\n" in typed(desk, "history")[0]


def test_a_shell_within_the_shell_takes_the_next_lines() -> None:
    desk, _ = at_terminal()
    typed(desk, "x=outer")
    typed(desk, "sh")
    assert desk.kernel.terminal.prompt == "root@host:/w# "
    assert typed(desk, "echo [$x]; exit 5")[0] == "[]\n"
    assert typed(desk, "echo $? $x") == ("5 outer\n", "")


def test_aliases_work_at_the_prompt() -> None:
    desk, _ = at_terminal()
    typed(desk, "alias say='echo said'")
    assert typed(desk, "say it") == ("said it\n", "")
    assert typed(desk, "alias") == ("alias say='echo said'\n", "")


@pytest.mark.parametrize("shell", ["bash", "dash", "ash"])
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("x=ab; while true; do x=$x$x; done", "expansion of more than"),
        ("f() { f; }; f", "nested more than"),
        ("x='eval $x'; eval $x", "nested more than"),
        ("while :; do :; done", "more than 20,000 steps"),
        ("while echo y; do :; done", "layerlab: stopped"),
        ("until false; do x=$((x+1)); done", "more than 20,000 steps"),
        ("for i in $(cat f f f f f f f f); do :; done; while :; do :; done", "steps"),
        ("x='sh -c \"$x\"'; export x; eval $x", "layerlab: stopped: more than"),
        ("f() { f | f; }; f", "more than 150 processes"),
        ("f() { f & f; }; f", "more than 150 processes"),
    ],
)
def test_what_would_never_end_is_ended_in_words(shell: str, script: str, words: str) -> None:
    ran = run(shell, "sh", "-c", script, limits=Limits(steps=20_000, processes=150))
    assert words in ran.stderr


def test_a_limit_leaves_an_interactive_shell_alive() -> None:
    desk = Desk(shell="bash", limits=Limits(steps=20_000))
    desk.start("bash", stdin=None, shell="bash")
    desk.type()
    assert "limit reached" in typed(desk, "echo {1..9999999}")[1]
    assert typed(desk, "echo alive") == ("alive\n", "")
    assert "layerlab: stopped" in typed(desk, "while :; do :; done")[1]
    assert typed(desk, "echo still alive")[0] == "still alive\n"


def test_not_simulated_is_said_in_those_words() -> None:
    for script in ("a=(1 2)", "cat <(echo)", "select x in a; do :; done", "ulimit -n"):
        ran = run("bash", "bash", "-c", script)
        assert ran.stderr.startswith("layerlab: not simulated: ")
        assert ran.status == 127


def test_a_script_on_standard_input_shares_it_with_its_commands_in_bash() -> None:
    assert run("bash", "bash", stdin="read x\nhello\necho got $x\n").stdout == "got hello\n"


def test_a_program_with_a_slash_is_not_looked_for() -> None:
    assert run("ash", "sh", "-c", "/bin/echo hi; ./echo") == Ran(
        "hi\n", "sh: ./echo: not found\n", 127
    )


def test_the_last_command_of_an_ash_takes_its_place() -> None:
    desk = Desk(shell="ash")
    pid = desk.start("sh", "-c", "x=1; if true; then sleep 9; fi", shell="ash")
    desk.scheduler.settle()
    assert desk.kernel.processes[pid].program == "sleep"
    desk = Desk(shell="dash")
    pid = desk.start("sh", "-c", "sleep 9", shell="dash")
    desk.scheduler.settle()
    assert desk.kernel.processes[pid].program == "dash"


def test_a_trap_runs_when_the_signal_arrives() -> None:
    desk = Desk(shell="ash")
    pid = desk.start("sh", "-c", "trap 'echo caught; exit 3' TERM; sleep 50 & wait", shell="ash")
    desk.scheduler.settle()
    desk.kernel.signal(pid, 15)
    desk.scheduler.settle()
    assert desk.printed("stdout") == "caught\n"


def test_a_login_shell_reads_the_profile() -> None:
    desk = Desk(shell="bash")
    desk.start("sh", "-c", "echo 'L=login; alias q=\"echo quick\"' > /etc/profile", shell="dash")
    desk.scheduler.run_foreground()
    desk.start("-bash", stdin=None, shell="bash")
    desk.type()
    assert typed(desk, "echo $L; q", "foo") == (
        "login\nquick\n",
        "-bash: foo: command not found\n",
    )


def test_a_script_may_be_empty_or_missing() -> None:
    assert run("dash", "sh", "-c", "") == Ran("", "", 0)
    assert run("dash", "sh", "/nonex").stderr == "sh: 0: cannot open /nonex: No such file\n"
    assert run("ash", "sh", "/nonex").stderr == (
        "sh: can't open '/nonex': No such file or directory\n"
    )
    assert run("bash", "bash", "/nonex") == Ran(
        "", "bash: /nonex: No such file or directory\n", 127
    )
