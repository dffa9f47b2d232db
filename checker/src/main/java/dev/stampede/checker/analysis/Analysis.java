package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;

/**
 * The analysis of one history that all checks share: the time lines of its clients and znodes, the disturbances, and
 * the time limits that follow from the settings.
 *
 * <p>{@link #of} returns the same object for the same history, so each part is computed once. Immutable and safe to
 * share between threads. An analysis is kept as long as its history.
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

    /** The analysis of a history, computed at the first call. O(n log n) in events, O(n) in attempts. */
    public static Analysis of(History history) {
        return history.derived(Analysis.class, Analysis::new);
    }

    public History history() {
        return history;
    }

    /** The sessions, connections, beliefs, doubts and ends of each client. */
    public ClientTimeline clients() {
        return clients;
    }

    /** Faults, changes of roles, and stalls. */
    public Disturbances disturbances() {
        return disturbances;
    }

    /** The time limits that follow from the settings of the ensemble. */
    public DerivedBounds bounds() {
        return bounds;
    }

    /** Znodes with their creates and deletes. */
    public ZnodeTimeline znodes() {
        return history.derived(ZnodeTimeline.class, h -> new ZnodeTimeline(h, seenZxids(), effects()));
    }

    /** Bounds for the zxids of writes whose effect is unknown. */
    public EffectBounds effects() {
        return history.derived(EffectBounds.class, EffectBounds::new);
    }

    /** How old the state may be that a member returns. */
    public StalenessBound stalenessBound() {
        return new StalenessBound(history, disturbances, bounds);
    }

    /** The time in which clients were connected and no fault acted. */
    public ConnectedTime connectedTime() {
        return new ConnectedTime(this);
    }

    /** The operations that are one request each. */
    public SingleRequests singleRequests() {
        return history.derived(SingleRequests.class, SingleRequests::new);
    }

    /** The zxid that each session had seen when it sent a request. */
    public SeenZxids seenZxids() {
        return history.derived(SeenZxids.class, SeenZxids::new);
    }

    /** The times at which a deposed leader may not have known that it was deposed. */
    public StaleLeaderWindows staleLeaders() {
        return history.derived(StaleLeaderWindows.class, h -> new StaleLeaderWindows(h, disturbances));
    }

    /** The transaction logs of all members. */
    public TransactionLogs transactionLogs() {
        return history.derived(TransactionLogs.class, TransactionLogs::new);
    }

    /** The tree that the transaction logs yield, compared with the audited trees. */
    public LogReplay logReplay() {
        return history.derived(LogReplay.class, h -> new LogReplay(h, transactionLogs()));
    }

    /** What the transaction logs prove about writes whose effect is unknown. */
    public WriteSettlements settlements() {
        return history.derived(
                WriteSettlements.class, h -> new WriteSettlements(h, this, WriteSettlements.KnownCxids.NONE));
    }

    /** What the transaction logs prove about indeterminate operations. */
    public OperationSettlements operationSettlements() {
        return history.derived(OperationSettlements.class, h -> new OperationSettlements(h, settlements()));
    }
}
