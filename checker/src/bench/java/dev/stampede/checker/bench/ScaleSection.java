package dev.stampede.checker.bench;

import dev.stampede.checker.history.io.HistoryWriter;
import dev.stampede.checker.simulation.SimulatedRun;
import dev.stampede.checker.simulation.SimulatedScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs all checks of each scenario on long simulated histories, each in a JVM with 512 MiB of heap, and reports their
 * times and what they judged. The history has faults, watcher sessions at every member, and two audits.
 */
final class ScaleSection {
    private static final int CLIENTS = 10;
    private static final Duration FAULTS_EVERY = Duration.ofSeconds(6);
    private static final int HEAP_MIB = 512;
    /** The goal for a thousand attempts, in milliseconds. */
    private static final double GOAL_MILLIS = 10;

    private final Settings settings;
    private final Table table;
    private final List<String> rows = new ArrayList<>();

    ScaleSection(Settings settings, Table table) {
        this.settings = settings;
        this.table = table;
        rows.add(
                "| scenario | attempts | check | verdict | judged | not judged | cold | warm | CPU, cold | CPU, warm |");
        rows.add("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    void run() throws IOException, InterruptedException {
        Path details = settings.work().resolve("SCALE.md");
        for (int attempts : settings.attempts()) {
            for (SimulatedScenario scenario : SimulatedScenario.values()) {
                measure(scenario, attempts);
                Files.writeString(details, String.join("\n", rows) + "\n");
            }
        }
        System.err.println("each check in " + details);
    }

    private void measure(SimulatedScenario scenario, int attempts) throws IOException, InterruptedException {
        System.err.println("all checks of " + scenario.label() + ", " + attempts + " attempts");
        Path file = settings.work().resolve(scenario.label() + "-" + attempts + ".jsonl.gz");
        if (!Files.exists(file)) {
            write(new SimulatedRun(scenario, CLIENTS, attempts, 1, FAULTS_EVERY, 1), file);
        }
        String output = Processes.outputOfJava(List.of("-Xmx" + HEAP_MIB + "m"), List.of("scale", file.toString()));
        output.lines().filter(line -> line.startsWith("|")).forEach(rows::add);
        Sample all = Processes.samples(output).get(0);
        String what = String.format(
                Locale.ROOT, "all checks of %s, %,d attempts, %s", scenario.label(), attempts, all.verdict());
        double goal = attempts / 1_000.0 * GOAL_MILLIS;
        table.time(what + ", cold JVM", all.firstMillis(), Table.NONE, "", goal, goal);
        table.time(what + ", warm JVM", all.millis(), Table.NONE, "", goal, goal);
        table.number("the same: heap after a collection at most", (double) all.peakMiB(), "MiB", HEAP_MIB, HEAP_MIB);
    }

    private static void write(SimulatedRun run, Path file) throws IOException {
        Path part = file.resolveSibling("part-" + file.getFileName());
        Files.deleteIfExists(part);
        try (HistoryWriter writer = HistoryWriter.create(part, run.header())) {
            run.record(writer::append);
        }
        Files.move(part, file);
    }
}
