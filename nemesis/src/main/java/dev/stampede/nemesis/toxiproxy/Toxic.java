package dev.stampede.nemesis.toxiproxy;

/**
 * A toxic of a proxy.
 *
 * @param streamName as the caller wrote it
 * @param toxicity the share of connections that it acts on, 0 to 1
 */
record Toxic(String name, ProxyStream stream, String streamName, float toxicity, ToxicKind kind) {
    Toxic changedTo(float newToxicity, ToxicKind newKind) {
        return new Toxic(name, stream, streamName, newToxicity, newKind);
    }
}
