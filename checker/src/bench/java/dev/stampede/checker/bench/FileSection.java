package dev.stampede.checker.bench;

import dev.stampede.checker.generator.HistoryGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs both checkers on the same files in alternating rounds, each round in a fresh process, each check warm and cold.
 */
final class FileSection {
    private static final double WORTHWHILE_MILLIS = 1;

    private final Settings settings;
    private final Optional<Porcupine> porcupine;
    private final Table table;
    private final Figures ours = new Figures();
    private final Figures cold = new Figures();
    private final Figures theirs = new Figures();

    FileSection(Settings settings, Optional<Porcupine> porcupine, Table table) {
        this.settings = settings;
        this.porcupine = porcupine;
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        List<String> etcd = recorded("etcd", ".log");
        List<String> stores = written(Row.stores());
        List<String> light = new ArrayList<>(etcd);
        light.addAll(recorded("kv", ".txt"));
        light.addAll(stores);
        List<String> hard = written(Row.hard());
        for (int round = 1; round <= settings.rounds(); round++) {
            System.err.println("round " + round + " of " + settings.rounds() + " on " + light.size() + " files");
            round(light);
            if (!etcd.isEmpty()) {
                cold.add(Processes.java(List.of(), with("cold", etcd)));
            }
        }
        System.err.println("one round on " + hard.size() + " hard files");
        round(hard);
        if (!etcd.isEmpty()) {
            etcd(etcd);
        }
        for (String file : light.subList(etcd.size(), light.size())) {
            boolean generated = stores.contains(file);
            times("warm: " + name(file), file, generated ? 20 : Table.NONE, generated ? 80 : Table.NONE);
        }
        for (Row row : Row.hard()) {
            String file = settings.work().resolve(row.name()).toString();
            table.time(
                    row.name() + ", " + ours.verdict(file),
                    ours.millis(file),
                    millis(file),
                    verdicts(List.of(file)),
                    row.least(),
                    row.goal());
        }
    }

    private void round(List<String> files) throws IOException, InterruptedException {
        if (porcupine.isPresent()) {
            theirs.add(porcupine.get().run(files));
        }
        ours.add(Processes.java(List.of(), with("warm", files)));
    }

    private void etcd(List<String> files) {
        double sum = ours.sumOfMillis(files);
        table.times(
                files.size() + " etcd logs, warm, sum of medians", sum, sumOfTheirs(files), verdicts(files), 100, 250);
        times("etcd log with the least ratio", worst(files), 3, Table.NONE);
        List<String> worthwhile =
                files.stream().filter(file -> millis(file) >= WORTHWHILE_MILLIS).toList();
        if (!worthwhile.isEmpty()) {
            times("the same of those that take Porcupine 1 ms or more", worst(worthwhile), 20, Table.NONE);
        }
        double first = porcupine.isPresent() ? theirs.firstPass(files) : Table.NONE;
        table.times("etcd logs, first pass in a fresh process", cold.firstPass(files), first, "", 10, 20);
    }

    private String worst(List<String> files) {
        String worst = files.get(0);
        for (String file : files) {
            worst = millis(file) / ours.millis(file) < millis(worst) / ours.millis(worst) ? file : worst;
        }
        return worst;
    }

    private void times(String what, String file, double least, double goal) {
        String named = what.contains(name(file)) ? what : what + " (" + name(file) + ")";
        table.times(named, ours.millis(file), millis(file), verdicts(List.of(file)), least, goal);
    }

    private double millis(String file) {
        return theirs.has(file) ? theirs.millis(file) : Table.NONE;
    }

    private double sumOfTheirs(List<String> files) {
        return porcupine.isPresent() ? theirs.sumOfMillis(files) : Table.NONE;
    }

    /** Compares the verdicts of both checkers where both have one. */
    private String verdicts(Collection<String> files) {
        if (porcupine.isEmpty()) {
            return "";
        }
        List<String> different = files.stream()
                .filter(file -> !theirs.verdict(file).equals("INCONCLUSIVE"))
                .filter(file -> !theirs.verdict(file).equals(ours.verdict(file)))
                .map(file -> name(file) + ": " + ours.verdict(file) + ", Porcupine " + theirs.verdict(file))
                .toList();
        boolean gaveUp = files.stream().allMatch(file -> theirs.verdict(file).equals("INCONCLUSIVE"));
        return different.isEmpty()
                ? gaveUp ? "Porcupine gave up" : "equal"
                : "DIFFERENT " + String.join("; ", different);
    }

    private List<String> recorded(String folder, String ending) throws IOException {
        Optional<Path> path = settings.histories().map(histories -> histories.resolve(folder));
        if (path.isEmpty() || !Files.isDirectory(path.get())) {
            System.err.println("NOT RUN: recorded histories of " + folder + "; expected a folder with them in"
                    + " --histories=DIR, found "
                    + settings.histories().map(Path::toString).orElse("none"));
            return List.of();
        }
        try (Stream<Path> files = Files.list(path.get())) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private List<String> written(List<Row> rows) throws IOException {
        List<String> files = new ArrayList<>();
        for (Row row : rows) {
            files.add(write(settings, row).toString());
        }
        return files;
    }

    /** Writes the history of a row in the default format of its model. */
    static Path write(Settings settings, Row row) throws IOException {
        Files.createDirectories(settings.work());
        Path file = settings.work().resolve(row.name());
        HistoryGenerator.write(
                row.workload(),
                row.seed(),
                HistoryGenerator.defaultFormat(row.workload().model()),
                file);
        return file;
    }

    private static List<String> with(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static String name(String file) {
        return String.valueOf(Path.of(file).getFileName());
    }
}
