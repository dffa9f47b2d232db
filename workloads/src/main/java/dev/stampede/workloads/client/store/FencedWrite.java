package dev.stampede.workloads.client.store;

/**
 * A write that reached the fenced store.
 *
 * @param client who wrote
 * @param operation the acquire by which the writer believed to hold the key, numbered by its client
 * @param token what the writer showed, 0 for none
 * @param highestToken the highest token that the store had seen for the key before this write
 * @param atNanos when the store decided, by {@link System#nanoTime()} of the harness
 */
public record FencedWrite(
        int client, int operation, String key, long token, boolean accepted, long highestToken, long atNanos) {}
