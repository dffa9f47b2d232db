package dev.stampede.checker.model;

import dev.stampede.checker.edn.EdnValue;
import dev.stampede.checker.history.data.Outcome;

/**
 * One operation as recorded, before a model reads it.
 *
 * @param number its position in the history, from 0
 * @param client the calling client, called a process in some formats
 * @param key the object that was called, empty if the format has no keys
 * @param called the time of the call, on any clock that the whole history uses
 * @param returned the time of the return, {@link Long#MAX_VALUE} if it never returned
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
