package dev.stampede.checker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Runs the benchmarks, prints their table, and writes it to the work folder. */
public final class Benchmarks {
    private static final int MILLION = 1_000_000;

    private final Settings settings;
    private final Table table = new Table();

    private Benchmarks(Settings settings) {
        this.settings = settings;
    }

    /** See {@link Settings#HELP}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(Settings.HELP);
            return;
        }
        new Benchmarks(Settings.parse(List.of(args))).run();
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(settings.work());
        if (settings.sections().contains("files")) {
            Optional<Porcupine> porcupine = Porcupine.build(settings);
            new FileSection(settings, porcupine, table).run();
            keep();
        }
        if (settings.sections().contains("long")) {
            growing();
            keep();
        }
        if (settings.sections().contains("special")) {
            special();
            keep();
        }
        if (settings.sections().contains("cores")) {
            cores();
            keep();
        }
        if (settings.sections().contains("capped")) {
            capped();
            keep();
        }
        if (settings.sections().contains("grid")) {
            new GridSection(table).run();
        }
        if (settings.sections().contains("scale")) {
            new ScaleSection(settings, table).run();
        }
        System.out.print(table.markdown());
        System.err.println("also in " + keep());
    }

    /** Writes the results so far, so that a later failure does not lose them. */
    private Path keep() throws IOException {
        return Files.writeString(settings.work().resolve("RESULTS.md"), table.markdown());
    }

    /** Measures the time to find a violation and a core of it, and the size of the core. */
    private void cores() throws IOException, InterruptedException {
        for (Row row : Row.wrong()) {
            System.err.println(row.name());
            Sample sample = Processes.java(List.of("-Xmx2g"), List.of("core", row.name()))
                    .get(0);
            table.time(
                    "core of " + row.name() + ": " + sample.operations() + " operations, " + sample.verdict(),
                    sample.millis(),
                    Table.NONE,
                    "",
                    Table.NONE,
                    Table.NONE);
        }
    }

    private void growing() throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (Row row : Row.growing()) {
            Sample sample = row(row, "-Xmx1g");
            samples.add(sample);
            table.time(
                    "10 clients, 5 values, " + row.name() + " operations, " + sample.verdict(),
                    sample.millis(),
                    Table.NONE,
                    "",
                    row.least(),
                    row.goal());
            table.number("the same: heap in use at most, of 1024 MiB", (double) sample.peakMiB(), "MiB", 1_024, 300);
        }
        table.number(
                "time(1m) / time(100k)",
                samples.get(1).millis() / samples.get(0).millis(),
                "",
                12,
                10);
    }

    private void special() throws IOException, InterruptedException {
        for (int operations : new TreeSet<>(List.of(MILLION, settings.special()))) {
            System.err.println("specialised checkers, " + operations + " operations");
            double scale = operations / (double) MILLION;
            for (Sample sample : Processes.java(
                    List.of("-Xmx" + (int) Math.ceil(1 + scale / 2) + "g"),
                    List.of("columns", Integer.toString(operations)))) {
                table.time(
                        sample.file() + ", " + operations + " operations",
                        sample.millis(),
                        Table.NONE,
                        "",
                        50 * scale,
                        scale == 1 ? 30 : 25 * scale);
            }
            keep();
        }
        for (Row row : Row.special()) {
            Sample sample = row(row, "-Xmx2g");
            table.time(row.name() + ", " + sample.verdict(), sample.millis(), Table.NONE, "", row.least(), row.goal());
            keep();
        }
    }

    private Sample row(Row row, String heap) throws IOException, InterruptedException {
        System.err.println(row.name());
        return Processes.java(List.of(heap), List.of("row", row.name())).get(0);
    }

    /** Verifies that 256 MiB of heap suffice for a verdict on any history. */
    private void capped() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>(Row.hard());
        rows.addAll(Row.stores());
        rows.add(Row.growing().get(1));
        for (Row row : rows) {
            String file = FileSection.write(settings, row).toString();
            System.err.println(row.name() + " in 256 MiB");
            String found;
            boolean good;
            try {
                found = Processes.java(List.of("-Xmx256m"), List.of("capped", file))
                        .get(0)
                        .verdict();
                good = true;
            } catch (IOException e) {
                found = String.valueOf(e.getMessage());
                good = false;
            }
            table.fact("-Xmx256m: " + row.name(), found, good);
        }
    }
}
