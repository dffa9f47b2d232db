package dev.stampede.nemesis.toxiproxy.toxics;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;

/**
 * A toxic of a proxy.
 *
 * @param streamName the name of the stream in the spelling of the request
 * @param toxicity the fraction of connections on which it acts, 0 to 1
 */
public record Toxic(String name, StreamDirection stream, String streamName, float toxicity, ToxicKind kind) {
    public Toxic changedTo(float newToxicity, ToxicKind newKind) {
        return new Toxic(name, stream, streamName, newToxicity, newKind);
    }
}
