package dev.stampede.workloads.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The known findings in published recipes. A run that shows one is INVALID; tests declare it with {@link
 * dev.stampede.workloads.junit.KnownFinding}, and the table of a campaign marks it as known.
 */
public enum PublishedFinding {
    /** A client acquires a lock on a znode of its previous session, which has not expired yet. */
    DYING_NODE(
            PublishedFinding.DYING_NODE_CAUSE,
            PublishedFinding.CURATOR_604,
            Set.of(
                    "lock/inter-process-mutex",
                    "lock/inter-process-read-write-lock",
                    "lock/inter-process-multi-lock",
                    "election/leader-selector"),
            Set.of("mutual-exclusion/foreign-grant", "single-master/foreign-grant")),
    /** A client acquires a lease on a znode of its previous session, which has not expired yet. */
    DYING_LEASE(
            PublishedFinding.DYING_LEASE_CAUSE,
            PublishedFinding.CURATOR_604,
            Set.of("lock/inter-process-semaphore-mutex", "lock/inter-process-semaphore-v2"),
            Set.of("mutual-exclusion/foreign-grant", "leases/foreign-grant")),
    /** All locks are granted although one of them was lost while the client waited for another. */
    LOST_WHILE_WAITING(
            PublishedFinding.LOST_WHILE_WAITING_CAUSE,
            PublishedFinding.MULTI_LOCK,
            Set.of("lock/inter-process-multi-lock"),
            Set.of("all-or-none/granted-in-part")),
    /** The registration of a live service is deleted and created again. */
    REGISTERED_ANEW(
            PublishedFinding.REGISTERED_ANEW_CAUSE,
            PublishedFinding.SERVICE_DISCOVERY,
            Set.of(
                    "naming/service-discovery",
                    "load-balancing/service-discovery",
                    "load-balancing/service-cache",
                    "load-balancing/service-provider"),
            Set.of("naming/created-over", "naming/vanished", "balancing/vanished"));

    /** The cause of {@link #DYING_NODE}. */
    public static final String DYING_NODE_CAUSE =
            "LockInternals.internalLockLoop looks for the name of the znode that it created, even if this znode belongs to a"
                    + " previous session of the client that has not expired yet";
    /** The cause of {@link #DYING_LEASE}. */
    public static final String DYING_LEASE_CAUSE =
            "InterProcessSemaphoreV2.internalAcquire1Lease looks for the name of the lease that it created, as LockInternals does,"
                    + " while it holds an InterProcessMutex";
    /** The cause of {@link #LOST_WHILE_WAITING}. */
    public static final String LOST_WHILE_WAITING_CAUSE =
            "InterProcessMultiLock.acquire acquires one lock after the other and never checks the earlier ones again: if the"
                    + " session expires while it waits for a later one, the earlier ones are lost, but it returns normally";
    /** The cause of {@link #REGISTERED_ANEW}. */
    public static final String REGISTERED_ANEW_CAUSE =
            "ServiceDiscoveryImpl.reRegisterServices deletes and creates the znode of each service on every reconnect";

    /** The issue that reports {@link #DYING_NODE} and {@link #DYING_LEASE}. */
    public static final String CURATOR_604 = "https://issues.apache.org/jira/browse/CURATOR-604";
    /** The source of {@link #LOST_WHILE_WAITING}. */
    public static final String MULTI_LOCK =
            "https://github.com/apache/curator/blob/apache-curator-5.9.0/curator-recipes/"
                    + "src/main/java/org/apache/curator/framework/recipes/locks/InterProcessMultiLock.java";
    /** The source of {@link #REGISTERED_ANEW}. */
    public static final String SERVICE_DISCOVERY =
            "https://github.com/apache/curator/blob/apache-curator-5.9.0/curator-x-discovery/"
                    + "src/main/java/org/apache/curator/x/discovery/details/ServiceDiscoveryImpl.java";

    private final String cause;
    private final String url;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, but not annotated so
    private final Set<String> variants;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, but not annotated so
    private final Set<String> anomalies;

    PublishedFinding(String cause, String url, Set<String> variants, Set<String> anomalies) {
        this.cause = cause;
        this.url = url;
        this.variants = variants;
        this.anomalies = anomalies;
    }

    /** Why the recipe behaves like this. */
    public String cause() {
        return cause;
    }

    /** The address of the issue, or of the source code. */
    public String url() {
        return url;
    }

    /**
     * The known finding that an anomaly of a variant shows.
     *
     * @param variant {@code scenario/variant}
     * @param anomaly {@code check/kind}
     */
    static Optional<PublishedFinding> of(String variant, String anomaly) {
        return Arrays.stream(values())
                .filter(f -> f.variants.contains(variant) && f.anomalies.contains(anomaly))
                .findFirst();
    }

    /** The known findings of a run, each once; empty unless every violation of the run is known. */
    static List<PublishedFinding> of(JobResult run) {
        List<Optional<PublishedFinding>> found = run.violations().stream()
                .map(v -> of(run.scenario() + "/" + run.variant(), v))
                .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? found.stream().flatMap(Optional::stream).distinct().sorted().toList()
                : List.of();
    }
}
