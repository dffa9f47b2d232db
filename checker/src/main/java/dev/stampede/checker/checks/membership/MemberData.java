package dev.stampede.checker.checks.membership;

import dev.stampede.checker.history.data.Operation;

/**
 * Data that a group member wrote, by a write that happened or may have happened.
 *
 * @param acknowledged whether the write was acknowledged before its operation completed; otherwise the recipe writes in
 *     the background
 */
record MemberData(Operation write, String data, MemberIncarnation incarnation, boolean acknowledged) {}
