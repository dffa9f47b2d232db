package dev.stampede.checker.checks.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.fuzz.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random small histories of one client and one key: compares each rule with its naive definition. */
class PropagationBruteForceTest {
    private static final int ROUNDS = Rounds.of(2_000);
    private static final long END = 30_000;
    private static final long REACTION = 5_000;

    /** What happens to client 1 at a moment; times are distinct. */
    private record Step(String what, long mzxid, long at) {}

    @Test
    void verdict_on_random_histories_agrees_with_a_step_by_step_judgement() {
        SplittableRandom random = new SplittableRandom(5);
        Set<String> seen = new TreeSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Step> steps = steps(random);
            ConfigurationHistoryBuilder history = tell(steps);
            Set<String> found = new TreeSet<>();
            history.check().anomalies().forEach(a -> found.add(a.kind()));

            Set<String> expected = new TreeSet<>();
            if (wentBack(steps)) {
                expected.add("went-back");
            }
            if (missed(steps)) {
                expected.add("no-catch-up"); // the write of the state that it missed is unknown
            }
            if (dataFirst(steps)) {
                expected.add("data-before-event");
            }
            assertThat(found).as("round %s: %s", round, steps).isEqualTo(expected);
            seen.addAll(found);
        }
        assertThat(seen).containsExactly("data-before-event", "no-catch-up", "went-back");
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        int n = random.nextInt(2, 12);
        long at = 100;
        long newest = 0x11;
        String connection = "reconnected";
        for (int i = 0; i < n && at < END - 7_000; i++) {
            at += random.nextInt(10, 3_000);
            newest += random.nextInt(2);
            long mzxid = random.nextInt(6) == 0 ? Math.max(0x11, newest - 1) : newest;
            switch (random.nextInt(7)) {
                case 0, 1 -> steps.add(new Step("view", mzxid, at));
                case 2, 3 -> steps.add(new Step("shown", newest, at));
                case 4 -> steps.add(new Step("fetch", newest, at));
                case 5 -> steps.add(new Step("notified", 0, at));
                default -> {
                    connection = connection.equals("suspended") ? "reconnected" : "suspended";
                    steps.add(new Step(connection, 0, at));
                }
            }
        }
        steps.add(0, new Step("view", 0x11, 50));
        return steps;
    }

    private static ConfigurationHistoryBuilder tell(List<Step> steps) {
        ConfigurationHistoryBuilder history = ConfigurationHistoryBuilder.of(1);
        for (Step step : steps) {
            switch (step.what()) {
                case "view" -> history.view(1, step.mzxid(), step.at());
                case "shown" -> history.shown(1, step.mzxid(), step.at());
                case "fetch" -> history.fetch(1, step.mzxid(), step.at());
                case "notified" -> history.notified(1, step.at());
                case "suspended" -> history.alive(1, step.at()).suspended(1, step.at());
                default -> history.reconnected(1, step.at());
            }
        }
        return history.alive(1, END);
    }

    private static boolean wentBack(List<Step> steps) {
        for (Step a : steps) {
            for (Step b : steps) {
                boolean next = a.what().equals("view")
                        && b.what().equals("view")
                        && a.at() < b.at()
                        && steps.stream().noneMatch(s -> s.what().equals("view") && s.at() > a.at() && s.at() < b.at());
                if (next && b.mzxid() < a.mzxid()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean missed(List<Step> steps) {
        for (Step shown : steps) {
            if (!shown.what().equals("shown") && !shown.what().equals("fetch")) {
                continue;
            }
            boolean connected = connectedAt(steps, shown.at());
            boolean acted = false;
            for (long t = shown.at(); t < shown.at() + REACTION; t++) {
                connected &= connectedAt(steps, t);
            }
            for (Step view : steps) {
                acted |= view.what().equals("view")
                        && view.at() <= shown.at() + REACTION
                        && view.mzxid() >= shown.mzxid();
            }
            if (connected && !acted) {
                return true;
            }
        }
        return false;
    }

    private static boolean connectedAt(List<Step> steps, long at) {
        boolean connected = true;
        for (Step step : steps) {
            if (step.at() <= at && step.what().equals("suspended")) {
                connected = false;
            } else if (step.at() <= at && step.what().equals("reconnected")) {
                connected = true;
            }
        }
        return connected;
    }

    private static boolean dataFirst(List<Step> steps) {
        Step before = null;
        boolean event = false;
        for (Step step : steps) {
            if (step.what().equals("notified")) {
                event = true;
            } else if (step.what().equals("fetch")) {
                if (before != null && step.mzxid() > before.mzxid() && !event) {
                    return true;
                }
                before = step;
                event = false;
            }
        }
        return false;
    }
}
