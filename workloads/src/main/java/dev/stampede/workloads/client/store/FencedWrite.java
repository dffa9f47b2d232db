package dev.stampede.workloads.client.store;

/**
 * A write that reached the fenced store.
 *
 * @param client the number of the writing client
 * @param operation the acquire that granted the key to the writer, by the number that its client gave it
 * @param token the token of the write; 0 for none
 * @param highestToken the highest token of the key before this write
 * @param atNanos the time of the decision, {@link System#nanoTime()} of the harness
 */
public record FencedWrite(
        int client, int operation, String key, long token, boolean accepted, long highestToken, long atNanos) {}
