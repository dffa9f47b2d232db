package dev.stampede.workloads.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is found in recipes as they are published, and will be until they are mended. A run that shows it is INVALID all the
 * same; tests declare it with {@link dev.stampede.workloads.junit.KnownFinding}, and the table of a campaign names it.
 */
public enum PublishedFinding {
    /** A lock is granted by the znode of a session that is dying. */
    DYING_NODE(
            PublishedFinding.DYING_NODE_CAUSE,
            PublishedFinding.CURATOR_604,
            Set.of(
                    "lock/inter-process-mutex",
                    "lock/inter-process-read-write-lock",
                    "lock/inter-process-multi-lock",
                    "election/leader-selector"),
            Set.of("mutual-exclusion/foreign-grant", "single-master/foreign-grant")),
    /** A lease is granted by the znode of a session that is dying. */
    DYING_LEASE(
            PublishedFinding.DYING_LEASE_CAUSE,
            PublishedFinding.CURATOR_604,
            Set.of("lock/inter-process-semaphore-mutex", "lock/inter-process-semaphore-v2"),
            Set.of("mutual-exclusion/foreign-grant", "leases/foreign-grant")),
    /** All locks are granted although one of them was lost meanwhile. */
    LOST_WHILE_WAITING(
            PublishedFinding.LOST_WHILE_WAITING_CAUSE,
            PublishedFinding.MULTI_LOCK,
            Set.of("lock/inter-process-multi-lock"),
            Set.of("all-or-none/granted-in-part")),
    /** A registration of a service that lives goes and comes again. */
    REGISTERED_ANEW(
            PublishedFinding.REGISTERED_ANEW_CAUSE,
            PublishedFinding.SERVICE_DISCOVERY,
            Set.of(
                    "naming/service-discovery",
                    "load-balancing/service-discovery",
                    "load-balancing/service-cache",
                    "load-balancing/service-provider"),
            Set.of("naming/created-over", "naming/vanished", "balancing/vanished"));

    /** Of {@link #DYING_NODE}. */
    public static final String DYING_NODE_CAUSE =
            "LockInternals.internalLockLoop goes by the name of the znode that it created, also when the session that owns it"
                    + " is no longer the client's and the servers have not ended it yet";
    /** Of {@link #DYING_LEASE}. */
    public static final String DYING_LEASE_CAUSE =
            "InterProcessSemaphoreV2.internalAcquire1Lease goes by the name of the lease that it created, as LockInternals does,"
                    + " and takes it behind an InterProcessMutex";
    /** Of {@link #LOST_WHILE_WAITING}. */
    public static final String LOST_WHILE_WAITING_CAUSE =
            "InterProcessMultiLock.acquire takes one lock after the other and looks at none of them again: a session that ends"
                    + " while it waits for a later one takes the earlier ones along, and it returns as if it had them all";
    /** Of {@link #REGISTERED_ANEW}. */
    public static final String REGISTERED_ANEW_CAUSE =
            "ServiceDiscoveryImpl.reRegisterServices deletes and creates what is registered, on every reconnect";

    /** The issue that {@link #DYING_NODE} and {@link #DYING_LEASE} come down to. */
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
    private final Set<String> forms;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, but not annotated so
    private final Set<String> anomalies;

    PublishedFinding(String cause, String url, Set<String> forms, Set<String> anomalies) {
        this.cause = cause;
        this.url = url;
        this.forms = forms;
        this.anomalies = anomalies;
    }

    /** Why the recipe does it. */
    public String cause() {
        return cause;
    }

    /** Where it is reported, or the source. */
    public String url() {
        return url;
    }

    /**
     * The finding that an anomaly of a form is.
     *
     * @param form {@code scenario/variant}
     * @param anomaly {@code check/kind}
     */
    static Optional<PublishedFinding> of(String form, String anomaly) {
        return Arrays.stream(values())
                .filter(f -> f.forms.contains(form) && f.anomalies.contains(anomaly))
                .findFirst();
    }

    /** Those of a run, each once; empty unless each of its violations is one. */
    static List<PublishedFinding> of(JobResult run) {
        List<Optional<PublishedFinding>> found = run.violations().stream()
                .map(v -> of(run.scenario() + "/" + run.variant(), v))
                .toList();
        return found.stream().allMatch(Optional::isPresent)
                ? found.stream().flatMap(Optional::stream).distinct().sorted().toList()
                : List.of();
    }
}
