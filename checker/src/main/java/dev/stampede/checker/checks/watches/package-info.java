/**
 * Checks of watches, and of the znodes that the servers themselves remove: ephemerals of ended sessions, expired TTL
 * znodes and empty containers. The rules about responses and zxids that
 * hold for every client are in {@code checks.ensemble}.
 */
@NullMarked
package dev.stampede.checker.checks.watches;

import org.jspecify.annotations.NullMarked;
