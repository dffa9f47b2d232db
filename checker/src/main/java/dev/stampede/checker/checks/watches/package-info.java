/**
 * Checks of watches, and of the znodes that the servers themselves remove: ephemerals of ended sessions, expired TTL
 * znodes and empty containers. What follows from zxids alone, whatever client asked, is in {@code checks.ensemble}.
 */
@NullMarked
package dev.stampede.checker.checks.watches;

import org.jspecify.annotations.NullMarked;
