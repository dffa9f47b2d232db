package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.lock.mutants.CarelessRelease;
import dev.stampede.workloads.scenario.lock.mutants.NeverDoubts;
import dev.stampede.workloads.scenario.lock.mutants.PersistentNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The distributed lock, as data. */
public final class LockScenario {
    private static final String NAME = "lock";
    private static final Map<String, String> NAIVE = settings("/exclusive_lock");
    private static final Map<String, String> RECIPE = settings("/locks/a");

    private LockScenario() {}

    /** The scenario with all its forms. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "distributed lock: at most one client holds it at a time",
                List.of(
                        correct(
                                "naive",
                                "the tutorial's: the ephemeral /exclusive_lock/lock",
                                NaiveLockDriver.class,
                                NAIVE),
                        mutex(),
                        mutant(
                                "persistent-node",
                                "creates the lock's znode persistent",
                                PersistentNode.class,
                                Map.of("hold.millis", "600"),
                                "--faults",
                                "session-expiry:close@holder"),
                        mutant(
                                "never-doubts",
                                "goes on relying on its hold while it is disconnected",
                                NeverDoubts.class,
                                Map.of("hold.millis", "1000"),
                                "--faults",
                                "kill:random@member-of-holder"),
                        mutant(
                                "careless-release",
                                "deletes the lock's znode without looking whose it is",
                                CarelessRelease.class,
                                Map.of("hold.millis", "150"),
                                "--faults",
                                "session-expiry:close@holder"),
                        mutant(
                                "unfenced",
                                "writes to the store without the token of its hold",
                                NaiveLockDriver.class,
                                Map.of("fenced", "false", "hold.millis", "150"),
                                "--faults",
                                "client-pause:worker@holder",
                                "--client-jvms",
                                "3",
                                "--clients",
                                "3")));
    }

    /** Curator's {@code InterProcessMutex}. */
    public static Variant mutex() {
        return correct("inter-process-mutex", "Curator's InterProcessMutex", InterProcessMutexDriver.class, RECIPE);
    }

    /**
     * The user's own lock.
     *
     * @throws IllegalArgumentException if the class does not fit; the message lists everything that is wrong with it
     */
    public static Variant of(Class<?> lock) {
        List<String> problems = UserLockDriver.problems(lock);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Map<String, String> settings = new TreeMap<>(RECIPE);
        settings.put("class", lock.getName());
        return new Variant(
                NAME,
                lock.getName(),
                "the user's " + lock.getSimpleName(),
                false,
                UserLockDriver.class.getName(),
                settings,
                true,
                checks(UserLockDriver.doubts(lock), false),
                List.of());
    }

    private static Variant correct(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> settings) {
        boolean raw = settings == NAIVE;
        return new Variant(
                NAME, name, description, false, driver.getName(), settings, true, checks(true, raw), List.of());
    }

    private static Variant mutant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            String... args) {
        Map<String, String> settings = new TreeMap<>(NAIVE);
        settings.putAll(overrides);
        return new Variant(
                NAME, name, description, true, driver.getName(), settings, true, checks(true, true), List.of(args));
    }

    private static List<CheckSpec> checks(boolean doubts, boolean raw) {
        return Checklist.start()
                .and("mutual-exclusion", Map.of("doubts", Boolean.toString(doubts), "raw", Boolean.toString(raw)))
                .andTheEnsemble();
    }

    private static Map<String, String> settings(String key) {
        return Map.of("key", key, "hold.millis", "20", "think.millis", "10", "fenced", "true");
    }
}
