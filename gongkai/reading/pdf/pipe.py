"""What the two ends of the pipe to the process that opens PDF files agree on."""

from __future__ import annotations

import struct

HEAD = struct.Struct("!Qd")  # length of the file that follows, seconds it may take
LENGTH = struct.Struct("!Q")  # length of the JSON that follows
