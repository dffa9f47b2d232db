package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.notification.CuratorNotificationDriver;
import dev.stampede.workloads.scenario.notification.NaiveNotificationDriver;
import dev.stampede.workloads.scenario.notification.mutants.ForgetsTasks;
import dev.stampede.workloads.scenario.notification.mutants.GivesUpAnswer;
import dev.stampede.workloads.scenario.notification.mutants.IgnoresNewSession;
import dev.stampede.workloads.scenario.notification.mutants.ReadsStatusOnce;
import dev.stampede.workloads.scenario.notification.mutants.SetsWatchLate;
import dev.stampede.workloads.scenario.notification.mutants.SetsWatchOnce;
import dev.stampede.workloads.scenario.notification.mutants.SkipsReread;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The scenario of notification. */
public final class NotificationScenario {
    private static final String NAME = "notification";
    private static final String CHECK = "notifications";

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("key", "/notification"),
            Map.entry("jobs", "2"),
            Map.entry("assign.millis", "400"),
            Map.entry("burst", "2"),
            Map.entry("tasks.most", "40"),
            Map.entry("task.least.millis", "300"),
            Map.entry("task.most.millis", "30000"),
            Map.entry("reports", "2"),
            Map.entry("work.millis", "120"),
            Map.entry("life.millis", "15000"),
            Map.entry("away.millis", "1000"));

    /** Tasks and clients stay, so that a missed change is not hidden by a withdrawal or by the next life. */
    private static final Map<String, String> QUIET =
            Map.of("task.least.millis", "20000", "task.most.millis", "60000", "life.millis", "60000");

    /** As {@link #QUIET}, and with few tasks, so that no later event of the same folder hides a missed one. */
    private static final Map<String, String> RARE = Map.of(
            "assign.millis", "2500", "task.least.millis", "20000", "task.most.millis", "60000", "life.millis", "60000");

    /**
     * All clients coordinate, and always have tasks that are not done yet: a disconnect of any client hides a change
     * from it.
     */
    private static final Map<String, String> IN_PROGRESS = Map.of(
            "jobs",
            "5",
            "assign.millis",
            "2000",
            "burst",
            "3",
            "work.millis",
            "1000",
            "task.least.millis",
            "15000",
            "task.most.millis",
            "30000",
            "life.millis",
            "60000");

    /** Most clients only work, and always have answers to write: a disconnect loses the response to one of them. */
    private static final Map<String, String> ANSWERS = Map.of(
            "jobs",
            "1",
            "burst",
            "4",
            "reports",
            "1",
            "work.millis",
            "1500",
            "tasks.most",
            "300",
            "task.least.millis",
            "40000",
            "task.most.millis",
            "60000",
            "life.millis",
            "60000");

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private NotificationScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "notification: each worker answers each of its tasks once, and the coordinator sees each last status",
                List.of(
                        correct(
                                "naive",
                                "the tutorial's: a one-shot watch with each read, and a read after each event",
                                NaiveNotificationDriver.class,
                                Map.of()),
                        curator("persistent-watcher", "Curator's PersistentWatcher, with a read after each reconnect"),
                        curator("curator-cache", "the listeners of Curator's CuratorCache"),
                        mutant(
                                "forgets-tasks",
                                "does all tasks again after every event",
                                ForgetsTasks.class,
                                Map.of(),
                                RunDemands.ofTime(Duration.ofSeconds(8)),
                                "received-twice",
                                "answered-twice"),
                        mutant(
                                "sets-watch-late",
                                "sets its watches some time after it has read",
                                SetsWatchLate.class,
                                RARE,
                                RunDemands.ofTime(Duration.ofSeconds(30)),
                                "missed-task",
                                "missed-status"),
                        mutant(
                                "sets-watch-once",
                                "sets no watch on a status after the first one has fired",
                                SetsWatchOnce.class,
                                QUIET,
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "missed-status"),
                        mutant(
                                "reads-status-once",
                                "reads a status only when it is created",
                                ReadsStatusOnce.class,
                                QUIET,
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "missed-status"),
                        mutant(
                                "ignores-new-session",
                                "reads nothing in a new session",
                                IgnoresNewSession.class,
                                QUIET,
                                RunDemands.ofFaults("session-expiry:close"),
                                "missed-task",
                                "missed-status"),
                        mutant(
                                "skips-reread",
                                "relies on PersistentWatcher without a read after a reconnect",
                                SkipsReread.class,
                                IN_PROGRESS,
                                RunDemands.ofFaults("client-partition:one").lasting(Duration.ofSeconds(30)),
                                "missed-task",
                                "missed-status"),
                        mutant(
                                "gives-up-answer",
                                "takes a status for written whose response was lost",
                                GivesUpAnswer.class,
                                ANSWERS,
                                RunDemands.ofFaults("client-partition:one").lasting(Duration.ofSeconds(30)),
                                "unanswered")));
    }

    private static Variant curator(String recipe, String description) {
        return correct(recipe, description, CuratorNotificationDriver.class, Map.of("recipe", recipe));
    }

    private static Variant correct(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return VARIANTS.correct(
                name,
                description,
                driver,
                overrides,
                Checklist.requiring(Map.of("assign", 12, "answer", 12, "view", 20))
                        .and(CHECK, Map.of("work", Integer.toString(longestWorkMillis(overrides))))
                        .andTheEnsemble());
    }

    /**
     * The longest time from the receipt of a task until its answer: the time before each status but the first is at
     * most 1.5 times its mean.
     */
    private static int longestWorkMillis(Map<String, String> overrides) {
        return number("reports", overrides) * number("work.millis", overrides) * 3 / 2;
    }

    private static int number(String setting, Map<String, String> overrides) {
        return Integer.parseInt(overrides.getOrDefault(setting, SETTINGS.getOrDefault(setting, "0")));
    }

    private static Variant mutant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands,
            String... expected) {
        return correct(name, description, driver, overrides)
                .expecting(Arrays.stream(expected)
                        .map(kind -> new ExpectedAnomaly(CHECK, kind))
                        .toList())
                .demanding(demands);
    }
}
