package dev.stampede.workloads.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.findings.Baseline;
import dev.stampede.checker.findings.BaselineEntry;
import dev.stampede.checker.findings.BaselineUpdate;
import dev.stampede.checker.findings.BaselineUpdate.RunViolations;
import dev.stampede.checker.findings.BaselineUsage;
import dev.stampede.checker.findings.ViolationSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes and updates the file that {@code --baseline} reads. */
@Command(
        name = "baseline",
        description = {
            "Maintains a baseline: a file with findings that do not make a command or a test fail, for users who"
                    + " cannot fix them now. Verdicts and reports do not change.",
            "run, replay, check and campaign read it with --baseline FILE, tests with -Dstampede.baseline=FILE."
        },
        mixinStandardHelpOptions = true,
        subcommands = BaselineCommand.Update.class,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede baseline update stampede-baseline.txt target/chaos",
            "  stampede run lock --baseline stampede-baseline.txt"
        })
final class BaselineCommand implements Callable<Integer> {
    private static final String RESULT = "run.json";
    /** Finds the runs in a run folder, in a folder of run folders, and in a folder of such folders. */
    private static final int MAX_DEPTH = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Integer call() {
        throw new UsageException("expected baseline update FILE RUN_DIR...; see: baseline --help");
    }

    /** Adds the violations of runs. */
    @Command(
            name = "update",
            description = {
                "Adds every violation that the runs showed and that the baseline does not list; writes the file if"
                        + " there is"
                        + " none. Keeps all other lines as they are, and names the entries that did not occur.",
                "The file is text; its first line is \"stampede-baseline 1\", # begins a comment, and each other line"
                        + " is"
                        + " an entry: CHECK/KIND [under FAULTS] in SCENARIO/VARIANT. FAULTS is \"no fault\","
                        + " \"faults\" (at"
                        + " least one), or the exact kinds joined by +. In place of CHECK/KIND an entry may have the"
                        + " id of"
                        + " a known finding (see: list findings); it then covers only versions that have this finding."
            },
            mixinStandardHelpOptions = true,
            footerHeading = Main.EXAMPLES,
            footer = {
                "  stampede baseline update stampede-baseline.txt target/chaos",
                "  stampede baseline update stampede-baseline.txt --prune target/campaign"
            })
    static final class Update implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "FILE", description = "The baseline.")
        private Path file = Path.of("");

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "RUN_DIR",
                description = "Folders of runs, or folders that contain them.")
        private List<Path> folders = new ArrayList<>();

        @Option(
                names = "--prune",
                description = "Removes the entries that did not occur, though a run of their variant is given.")
        private boolean prune;

        @Override
        public Integer call() throws IOException {
            Baseline before = Files.exists(file) ? Baseline.read(file) : Baseline.empty(file);
            List<RunViolations> runs = new ArrayList<>();
            for (Path folder : folders) {
                runs.addAll(runs(folder));
            }
            BaselineUsage usage = new BaselineUsage(before);
            runs.forEach(run -> usage.add(run.recipe(), run.violations()));
            List<BaselineEntry> missing = usage.missing();
            BaselineUpdate update = BaselineUpdate.of(prune ? before.without(missing) : before, runs);
            write(update.baseline());
            update.added().forEach(entry -> System.out.println("added: " + entry.text()));
            if (prune) {
                missing.forEach(entry -> System.out.println("removed: " + entry.text()));
            } else {
                usage.remarks().forEach(System.out::println);
            }
            System.out.println(file + ": " + update.baseline().entries().size() + " entries, "
                    + update.added().size() + " of them new, from " + runs.size() + " runs");
            return ExitCode.VALID.number();
        }

        private void write(Baseline baseline) throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, baseline.text(), StandardCharsets.UTF_8);
        }

        private static List<RunViolations> runs(Path folder) throws IOException {
            List<Path> results;
            try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder, MAX_DEPTH) : Stream.empty()) {
                results = files.filter(f -> f.endsWith(RESULT)).sorted().toList();
            }
            if (results.isEmpty()) {
                throw new UsageException("there is no run in " + folder + ": expected a folder with " + RESULT
                        + ", or a folder of such folders");
            }
            List<RunViolations> runs = new ArrayList<>();
            for (Path result : results) {
                read(result).ifPresent(runs::add);
            }
            return runs;
        }

        /** The violations of a run; empty if the harness failed before there was a history to judge. */
        private static Optional<RunViolations> read(Path result) throws IOException {
            JsonNode run = JSON.readTree(result.toFile());
            JsonNode signatures = run.get("violationSignatures");
            if (signatures == null) {
                throw new UsageException(result + " was written by an older version; write it again with: report "
                        + result.toAbsolutePath().getParent());
            }
            List<ViolationSignature> violations = new ArrayList<>();
            for (JsonNode signature : signatures) {
                violations.add(JSON.treeToValue(signature, ViolationSignature.class));
            }
            boolean judged = !run.path("checks").isEmpty();
            return judged
                    ? Optional.of(new RunViolations(
                            run.path("run").asText(),
                            run.path("scenario").asText() + "/"
                                    + run.path("variant").asText(),
                            violations))
                    : Optional.empty();
        }
    }
}
