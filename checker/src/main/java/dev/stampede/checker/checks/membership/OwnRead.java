package dev.stampede.checker.checks.membership;

import dev.stampede.checker.history.data.Operation;

/** A group member read this data in its own znode. */
record OwnRead(Operation read, String data) {}
