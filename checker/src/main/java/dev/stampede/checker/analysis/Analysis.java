package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;

/**
 * What all checks share of one history: the time lines of its clients and znodes, what disturbed them, and the bounds that
 * follow from the settings.
 *
 * <p>{@link #of} gives the same analysis for the same history to every check, whoever runs it, so that each part is computed
 * once. Immutable and safe to share between threads. It lives as long as its history.
 */
public final class Analysis {
    private final History history;
    private final ClientTimeline clients;
    private final Disturbances disturbances;
    private final DerivedBounds bounds;

    private Analysis(History history) {
        this.history = history;
        this.clients = new ClientTimeline(history);
        this.disturbances = new Disturbances(history, clients);
        this.bounds = DerivedBounds.of(history);
    }

    /** The analysis of a history, computed when it is asked for the first time. O(n log n) in events, O(n) in attempts. */
    public static Analysis of(History history) {
        return history.derived(Analysis.class, Analysis::new);
    }

    public History history() {
        return history;
    }

    /** Sessions, connections, beliefs and ends of each client. */
    public ClientTimeline clients() {
        return clients;
    }

    /** Faults, changes of roles, and stalls. */
    public Disturbances disturbances() {
        return disturbances;
    }

    /** How long things may take, by the settings of the ensemble. */
    public DerivedBounds bounds() {
        return bounds;
    }

    /** Znodes with their creates and deletes. */
    public ZnodeTimeline znodes() {
        return history.derived(ZnodeTimeline.class, ZnodeTimeline::new);
    }

    /** The operations that are one request each. */
    public SingleRequests singleRequests() {
        return history.derived(SingleRequests.class, SingleRequests::new);
    }

    /** When there may have been a leader that had been deposed without knowing it. */
    public StaleLeaderWindows staleLeaders() {
        return history.derived(StaleLeaderWindows.class, h -> new StaleLeaderWindows(h, disturbances));
    }
}
