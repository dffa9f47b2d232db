package dev.stampede.workloads.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one run. It is always new, even if other processes run concurrently. */
record RunFolder(Path path, String name) {
    private static final int MAX_RUNS = 100_000;

    /** Creates {@code <out>/<scenario>-<variant>-seed<seed>}, with a number appended if this folder already exists. */
    static RunFolder make(RunConfig config, Path out) {
        String base = baseName(config);
        try {
            Files.createDirectories(out);
            for (int number = 1; number <= MAX_RUNS; number++) {
                String name = number == 1 ? base : base + "-" + number;
                try {
                    return new RunFolder(
                            Files.createDirectory(out.resolve(name)).toAbsolutePath(), name);
                } catch (FileAlreadyExistsException e) {
                    // Another run has this folder: try the next number.
                }
            }
        } catch (IOException e) {
            throw new RunException(
                    "cannot create a folder for the run in " + out + ": " + e + ". Name another one with --out", e);
        }
        throw new RunException(
                out + " holds " + MAX_RUNS + " runs named " + base + ". Name another folder with --out",
                new FileAlreadyExistsException(base));
    }

    /** The name of the folder without the appended number. */
    static String baseName(RunConfig config) {
        String variant = config.variant().name();
        return "%s-%s-seed%d"
                .formatted(config.variant().scenario(), variant.substring(variant.lastIndexOf('.') + 1), config.seed());
    }

    Path history() {
        return path.resolve("history.jsonl.gz");
    }

    Path plan() {
        return path.resolve("plan.json");
    }

    /** Copies of the members' own folders, if they are kept. */
    Path members() {
        return path.resolve("members");
    }

    Path config() {
        return path.resolve(RunConfigFile.NAME);
    }
}
