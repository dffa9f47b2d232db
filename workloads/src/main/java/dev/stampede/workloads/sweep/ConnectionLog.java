package dev.stampede.workloads.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;

/** The connection states that Curator reported, with their times. Thread-safe. */
final class ConnectionLog implements ConnectionStateListener {
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(ConnectionState state, long nanos) {}

    @Override
    public synchronized void stateChanged(CuratorFramework client, ConnectionState newState) {
        entries.add(new Entry(newState, System.nanoTime()));
    }

    /** Whether LOST was reported in this interval of {@link System#nanoTime()}. */
    synchronized boolean lostBetween(long from, long to) {
        return entries.stream()
                .anyMatch(e -> e.state() == ConnectionState.LOST && e.nanos() - from >= 0 && e.nanos() - to < 0);
    }

    /** One line for each state, with the time since {@code origin}. */
    synchronized List<String> lines(long origin) {
        return entries.stream()
                .map(e -> String.format(
                        Locale.ROOT, "%9.3f ms  Curator reports %s", (e.nanos() - origin) / 1e6, e.state()))
                .toList();
    }
}
