"""The shell: one small-step machine whose whole state is a value; bash, dash and ash are data."""
