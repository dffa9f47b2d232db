package dev.stampede.nemesis.link;

/**
 * A proxy as a link uses it.
 *
 * @param name unique among those of a Toxiproxy server
 * @param listen where it listens, {@code host:port}
 * @param upstream where it leads to, {@code host:port}
 */
public record Route(String name, String listen, String upstream) {}
