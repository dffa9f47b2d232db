package dev.stampede.checker.bench;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.registry.Checks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs all checks of a recorded history in this JVM: once cold, as the command {@code check} does, and then again on the
 * history that was read again, because what checks derive from a history is computed once.
 */
final class ScaleChild {
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final int WARM_PASSES = 2;

    /** A check that also measures the CPU time of the thread that runs it. */
    private record Measured(Check check, Map<String, Double> cpuMillis) implements Check {
        @Override
        public String name() {
            return check.name();
        }

        @Override
        public CheckSpec spec() {
            return check.spec();
        }

        @Override
        public boolean informational(History history) {
            return check.informational(history);
        }

        @Override
        public boolean usesWatchers() {
            return check.usesWatchers();
        }

        @Override
        public boolean runsAlone() {
            return check.runsAlone();
        }

        @Override
        public CheckResult check(History history, CheckBudget budget) {
            double begun = cpuMillisOfThread();
            CheckResult result = check.check(history, budget);
            cpuMillis.put(name(), cpuMillisOfThread() - begun);
            return result;
        }

        @Override
        public Gravity gravity(String kind) {
            return check.gravity(kind);
        }

        @Override
        public List<Track> picture(History history) {
            return check.picture(history);
        }
    }

    /** One pass over a history: reading it, and all checks. */
    private record Pass(
            double readMillis, double judgeMillis, double cpuMillis, RunVerdict verdict, Map<String, Double> cpu) {}

    private ScaleChild() {}

    private static double cpuMillisOfThread() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    /** Includes the compiler and the garbage collector. */
    private static double cpuMillisOfProcess() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getProcessCpuTime()
                / 1e6;
    }

    /** Prints a row for each check, and a sample of all checks. */
    static void run(Path file) throws IOException {
        LiveHeap heap = LiveHeap.watched();
        Pass cold = pass(file);
        long peak = heap.largestMiB();
        Pass warm = cold;
        for (int i = 0; i < WARM_PASSES; i++) {
            warm = pass(file);
        }
        History history = HistoryReader.read(file);
        int attempts = history.attempts().size();
        String scenario = history.header().scenario();
        for (int i = 0; i < cold.verdict().checks().size(); i++) {
            CheckResult first = cold.verdict().checks().get(i);
            CheckResult again = warm.verdict().checks().get(i);
            String judged = String.format(
                    Locale.ROOT,
                    "%,d %s | %,d",
                    first.coverage().judged(),
                    first.coverage().unit(),
                    first.coverage().notJudgedCount());
            row(
                    scenario,
                    attempts,
                    first.check() + " | " + first.verdictText() + " | " + judged,
                    first.took().toNanos() / 1e6,
                    again.took().toNanos() / 1e6,
                    cold.cpu().getOrDefault(first.check(), 0.0),
                    warm.cpu().getOrDefault(first.check(), 0.0));
        }
        String verdict = cold.verdict().verdict().name();
        row(
                scenario,
                attempts,
                "all, and the pictures | " + verdict + " |  | ",
                cold.judgeMillis(),
                warm.judgeMillis(),
                cold.cpuMillis(),
                warm.cpuMillis());
        row(scenario, attempts, "(reading the file) |  |  | ", cold.readMillis(), warm.readMillis(), 0, 0);
        System.out.println(
                new Sample(file.toString(), verdict, attempts, cold.judgeMillis(), warm.judgeMillis(), peak).toJson());
    }

    private static void row(
            String scenario, int attempts, String cells, double cold, double warm, double cpuCold, double cpuWarm) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %s | %,.0f ms | %,.0f ms | %,.0f ms | %,.0f ms |%n",
                scenario,
                attempts,
                cells,
                cold,
                warm,
                cpuCold,
                cpuWarm);
    }

    private static Pass pass(Path file) throws IOException {
        long begun = System.nanoTime();
        History history = HistoryReader.read(file);
        long read = System.nanoTime();
        double cpu = cpuMillisOfProcess();
        Map<String, Double> cpuOfChecks = new ConcurrentHashMap<>();
        List<Check> checks = new ArrayList<>();
        for (Check check :
                Checks.ofRun(history.header().checks().stream().map(Checks::of).toList())) {
            checks.add(new Measured(check, cpuOfChecks));
        }
        RunVerdict verdict =
                CheckRunner.judge(history, checks, TIME, Runtime.getRuntime().maxMemory() / 2);
        return new Pass(
                (read - begun) / 1e6,
                (System.nanoTime() - read) / 1e6,
                cpuMillisOfProcess() - cpu,
                verdict,
                cpuOfChecks);
    }
}
