package dev.stampede.workloads.client;

import org.jspecify.annotations.Nullable;

/**
 * What a client reports to the harness. Operations and attempts are numbered from 0 by their client; times are {@link
 * System#nanoTime()} of the client's JVM, which on one host is the harness' own clock.
 */
public sealed interface ClientEvent {

    long atNanos();

    record Invoked(int operation, String function, @Nullable String key, @Nullable String argument, long atNanos)
            implements ClientEvent {}

    /** {@code outcome} is {@code OK}, {@code FAILED} or {@code INDETERMINATE}. */
    record Completed(
            int operation,
            String outcome,
            @Nullable String result,
            @Nullable String error,
            long session,
            long token,
            long zxid,
            long atNanos)
            implements ClientEvent {}

    record AttemptSent(
            int attempt, int operation, long session, int order, String opcode, @Nullable String path, long atNanos)
            implements ClientEvent {}

    record AttemptAnswered(
            int attempt, String code, long session, long zxid, @Nullable String path, @Nullable Stat stat, long atNanos)
            implements ClientEvent {}

    record Believed(String key, long token, long atNanos) implements ClientEvent {}

    record Doubted(@Nullable String key, String reason, long atNanos) implements ClientEvent {}

    /**
     * {@code state} is {@code CONNECTED}, {@code SUSPENDED}, {@code RECONNECTED}, {@code LOST}, {@code EXPIRED} or
     * {@code CLOSED}; {@code address} is what it is connected to ({@code host:port}), if it is.
     */
    record SessionChanged(String state, long session, @Nullable String address, int timeoutMillis, long atNanos)
            implements ClientEvent {}

    /** A JVM did not run; comes from each JVM once, by way of any of its clients. */
    record Stalled(String jvm, long fromNanos, long atNanos) implements ClientEvent {}

    record Noted(String text, long atNanos) implements ClientEvent {}

    record Pointed(String track, String lane, String label, @Nullable Double value, long atNanos)
            implements ClientEvent {}

    /**
     * The driver returned, or ended with an exception; then {@code origin} is {@code HARNESS} or {@code USER_CODE}, and
     * {@code stackTrace} is the exception's.
     */
    record Ended(@Nullable String origin, @Nullable String stackTrace, long atNanos) implements ClientEvent {}

    /** ZooKeeper's {@code Stat}, without depending on its class. */
    record Stat(
            long czxid,
            long mzxid,
            long pzxid,
            long mtime,
            int version,
            int cversion,
            int aversion,
            long ephemeralOwner,
            int dataLength,
            int children) {}
}
