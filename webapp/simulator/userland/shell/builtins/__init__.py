"""The shell's builtins: functions of (shell, argv, mode) that give a status or leave work."""
