package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;

/**
 * A toxic of a proxy.
 *
 * @param streamName as the caller wrote it
 * @param toxicity the share of connections that it acts on, 0 to 1
 */
public record Toxic(String name, StreamDirection stream, String streamName, float toxicity, ToxicKind kind) {
    public Toxic changedTo(float newToxicity, ToxicKind newKind) {
        return new Toxic(name, stream, streamName, newToxicity, newKind);
    }
}
