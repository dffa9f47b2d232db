package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/**
 * One operation as a history recorded it, before any model has read it.
 *
 * @param number its place in the history, from 0
 * @param client who called; what a format calls a process
 * @param key what it concerns, empty if the format has no keys
 * @param called when it was called, on any clock that the whole history shares
 * @param returned when it returned, {@link Long#MAX_VALUE} if it never did
 */
public record RecordedCall(
        int number,
        int client,
        String function,
        String key,
        EdnValue argument,
        EdnValue result,
        Outcome outcome,
        long called,
        long returned) {}
