"""Policy: selection, levels, suppressions, baseline, exit code."""

from connlint.policy.decision import Ground, decide, exit_code
from connlint.policy.selection import active_codes

__all__ = ["Ground", "active_codes", "decide", "exit_code"]
