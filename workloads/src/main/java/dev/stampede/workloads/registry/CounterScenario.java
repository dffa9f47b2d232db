package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.counter.AtomicNumberDriver;
import dev.stampede.workloads.scenario.counter.CompareAndSetDriver;
import dev.stampede.workloads.scenario.counter.NaiveCounterDriver;
import dev.stampede.workloads.scenario.counter.SharedCountDriver;
import dev.stampede.workloads.scenario.counter.UserCounterDriver;
import dev.stampede.workloads.scenario.counter.mutants.IgnoresBadVersion;
import dev.stampede.workloads.scenario.counter.mutants.RenewsVersionOnly;
import dev.stampede.workloads.scenario.counter.mutants.ReportsLostReplyAsFailure;
import dev.stampede.workloads.scenario.counter.mutants.RetriesLostReply;
import dev.stampede.workloads.scenario.counter.mutants.SetsWithoutVersion;
import dev.stampede.workloads.scenario.counter.mutants.WatchesCountOnce;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scenario of the counter. */
public final class CounterScenario {
    private static final String NAME = "counter";
    private static final String INCREMENT = "increment";
    private static final String TRY_COUNT = "try-count";
    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/counters",
            "objects", "3",
            "hot.percent", "60",
            "life.millis", "6000",
            "get.percent", "25",
            "think.millis", "10");

    /** One counter, as much contention as possible. */
    private static final Map<String, String> CONTENDED =
            Map.of("objects", "1", "hot.percent", "0", "get.percent", "5", "think.millis", "2");

    /**
     * As many counters as clients, so that most requests are writes that take effect, and a fault finds them in
     * transit.
     */
    private static final Map<String, String> APART = Map.of(
            "objects", "12",
            "hot.percent", "0",
            "life.millis", "600000",
            "get.percent", "0",
            "think.millis", "2");

    /** Almost only reads, so that a client's own increments do not renew its copy of the count. */
    private static final Map<String, String> READ =
            Map.of("objects", "1", "hot.percent", "0", "get.percent", "99", "think.millis", "60");

    /**
     * The znode of the counter contains the count, and each increment writes the znode with the version that it has
     * read.
     */
    private static final Map<String, String> VERSIONED = Map.of("versioned", "true");

    private static final RunDemands LOST_REPLIES =
            RunDemands.ofFaults("client-partition:answers", "kill:leader").clients(12);

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private CounterScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "counter: each increment counts once, and the answers are true",
                List.of(
                        VARIANTS.correct(
                                "naive",
                                "the tutorial's: read, then set with the version, and again after BadVersion",
                                NaiveCounterDriver.class,
                                Map.of(),
                                checks(INCREMENT, VERSIONED)),
                        atomicLong(),
                        VARIANTS.correct(
                                "distributed-atomic-long-promoted",
                                "Curator's DistributedAtomicLong, promoted to a mutex under contention",
                                AtomicNumberDriver.class,
                                Map.of("type", "long", "promoted", "true"),
                                checks(INCREMENT, VERSIONED)),
                        VARIANTS.correct(
                                "distributed-atomic-integer",
                                "Curator's DistributedAtomicInteger",
                                AtomicNumberDriver.class,
                                Map.of("type", "integer", "promoted", "false"),
                                checks(INCREMENT, VERSIONED)),
                        VARIANTS.correct(
                                "compare-and-set",
                                "compareAndSet of Curator's DistributedAtomicLong",
                                CompareAndSetDriver.class,
                                Map.of(),
                                checks(TRY_COUNT, VERSIONED)),
                        sharedCount(),
                        mutant(
                                "sets-without-version",
                                "reads the count, and writes the next one without a version",
                                "lost-update",
                                SetsWithoutVersion.class,
                                CONTENDED,
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "ignores-bad-version",
                                "takes BadVersion for the echo of its own write",
                                "lost-update",
                                IgnoresBadVersion.class,
                                CONTENDED,
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "renews-version-only",
                                "renews only the version after a refusal, and keeps the old count",
                                "lost-update",
                                RenewsVersionOnly.class,
                                CONTENDED,
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "retries-lost-reply",
                                "increments again when the reply to its write was lost",
                                "counted-twice",
                                RetriesLostReply.class,
                                APART,
                                LOST_REPLIES),
                        mutant(
                                "reports-lost-reply-as-failure",
                                "reports that an increment whose reply was lost did not take effect",
                                "untrue-failure",
                                ReportsLostReplyAsFailure.class,
                                APART,
                                LOST_REPLIES),
                        mutant(
                                "watches-count-once",
                                "keeps a copy of the count, and does not set its watch again after it has fired",
                                "outdated-count",
                                WatchesCountOnce.class,
                                READ,
                                RunDemands.ofTime(Duration.ofSeconds(20)))),
                CounterScenario::of);
    }

    /**
     * A variant for a user's counter.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> counter) {
        UserCounterDriver.KIND.require(counter);
        return VARIANTS.correct(
                        counter.getName(),
                        "the user's " + counter.getSimpleName(),
                        UserCounterDriver.class,
                        Map.of(UserObjects.CLASS, counter.getName(), "objects", "1"),
                        checks(INCREMENT, Map.of("cached", "true")))
                .alsoChecking("hangs");
    }

    /** Curator's {@code DistributedAtomicLong}, in optimistic mode. */
    public static Variant atomicLong() {
        return VARIANTS.correct(
                "distributed-atomic-long",
                "Curator's DistributedAtomicLong",
                AtomicNumberDriver.class,
                Map.of("type", "long", "promoted", "false"),
                checks(INCREMENT, VERSIONED));
    }

    /** Curator's {@code SharedCount}. */
    public static Variant sharedCount() {
        return VARIANTS.correct(
                "shared-count",
                "Curator's SharedCount",
                SharedCountDriver.class,
                Map.of(),
                checks(TRY_COUNT, Map.of("versioned", "true", "cached", "true")));
    }

    /** At least one increment every second. */
    private static List<CheckSpec> checks(String function, Map<String, String> parameters) {
        return Checklist.requiring(Map.of(function, 60, "get-count", 20))
                .and("counter", parameters)
                .andTheEnsemble();
    }

    private static Variant mutant(
            String name,
            String description,
            String anomaly,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        boolean copies = overrides.equals(READ);
        return VARIANTS.create(
                name,
                description,
                List.of(new ExpectedAnomaly("counter", anomaly)),
                driver,
                overrides,
                Checklist.requiring(copies ? Map.of("get-count", 60) : Map.of(INCREMENT, 60))
                        .and("counter", Map.of("versioned", "true", "cached", Boolean.toString(copies)))
                        .andTheEnsemble(),
                demands);
    }
}
