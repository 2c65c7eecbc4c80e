"""The forms of calls and applications. They validate what was typed; `calls.workflow` decides."""
