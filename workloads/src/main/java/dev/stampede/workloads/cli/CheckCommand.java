package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.format.LoadedHistory;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.workloads.run.RunJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks recorded histories: those of Stampede with the checks of their runs, all others against a model. */
@Command(
        name = "check",
        description =
                "Checks recorded histories, without an ensemble. Several files in one command are faster than several"
                        + " commands."
                        + " If a file cannot be read, the other files are still checked.",
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede check target/chaos/lock-naive-seed42",
            "  stampede check history.edn --model cas-register --time 5m",
            "  stampede check jepsen.log --format jepsen-log --model register --json"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);

    /** The maximum of the default limit: a search of 1 min does not use more memory. */
    private static final long MAX_DEFAULT_BYTES = 2L << 30;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Histories, plain or compressed by gzip, or folders of runs.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--model", paramLabel = "M", description = "The model to check against; see: list models.")
    private @Nullable String model;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "stampede, knossos-edn, jepsen-log or porcupine-kv; default: detected from the file.")
    private @Nullable String format;

    @Mixin
    private ConventionOptions conventions = new ConventionOptions();

    @Option(names = "--time", converter = Durations.class, description = "The time limit for each file; default: 60s.")
    private Duration time = DEFAULT_TIME;

    @Option(
            names = "--memory",
            converter = Sizes.class,
            description =
                    "The memory limit for the tables of a search, such as 256m; default: half of the heap, at most 2g.")
    private @Nullable Long memory;

    @Option(names = "--json", description = "Prints one JSON object for each file on standard output.")
    private boolean json;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Override
    public Integer call() {
        baseline.read();
        if (model != null && !ObjectKinds.names().contains(model)) {
            throw new UsageException(
                    "there is no model \"" + model + "\"; " + NameSuggestions.hint(model, ObjectKinds.names()));
        }
        if (format != null && !FileFormat.labels().contains(format)) {
            throw new UsageException(
                    "there is no format \"" + format + "\"; " + NameSuggestions.hint(format, FileFormat.labels()));
        }
        conventions.check();
        List<ExitCode> codes = new ArrayList<>();
        for (String file : files) {
            codes.add(checkOne(file));
        }
        baseline.printRemarks(System.err);
        return ExitCode.worst(codes).number();
    }

    private ExitCode checkOne(String file) {
        try {
            CheckedFile checked = check(file);
            if (json) {
                checked.printJson(System.out);
            }
            checked.print(System.err, Main.style(spec));
            return checked.code();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            return failed(UncheckedFile.unreadable(file, e), ExitCode.BAD_USAGE);
        } catch (RuntimeException | StackOverflowError e) {
            ExitCode code = failed(UncheckedFile.checkerFailed(file, e), ExitCode.HARNESS_ERROR);
            e.printStackTrace();
            return code;
        }
    }

    private ExitCode failed(UncheckedFile unchecked, ExitCode code) {
        if (json) {
            unchecked.printJson(System.out);
        }
        System.err.println(unchecked.error());
        return code;
    }

    private CheckedFile check(String file) throws IOException {
        try {
            Path path = RunFiles.history(path(file));
            FileFormat known = format == null ? HistoryFileChecker.detect(path) : FileFormat.ofLabel(format);
            if (model == null && known == FileFormat.STAMPEDE) {
                return checkOwn(file, path);
            }
            HistoryFileChecker.Options options = new HistoryFileChecker.Options(
                    Optional.ofNullable(model), Optional.of(known.label()), conventions::applyTo, conventions.keys());
            CheckBudget budget = budget();
            LoadedHistory<?, ?, ?> history = HistoryFileChecker.read(path, options);
            FileVerdict verdict = history.decide(budget);
            return CheckedFile.of(file, verdict, advice(verdict, history.recorded(), budget));
        } catch (OutOfMemoryError e) {
            return CheckedFile.tooLarge(file);
        }
    }

    private static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new NoSuchFileException(file);
        }
    }

    /** What a user can do about a doubtful or missing verdict; null if there is nothing to do. */
    private @Nullable String advice(FileVerdict verdict, int recorded, CheckBudget budget) {
        return switch (verdict.verdict()) {
            case VALID -> null;
            case INVALID -> {
                String described = ConventionOptions.describe(
                        verdict.model(), conventions.applyTo(verdict.format().readingOptions()));
                yield described.isEmpty() ? null : "Read as a " + verdict.model() + ": " + described + ".";
            }
            case INCONCLUSIVE ->
                recorded == 0
                        ? "If it contains some, name the format and the model: --format F, --model M (see: list"
                                + " models)."
                        : "To decide it, give it more time (--time, now "
                                + budget.time().toMillis() / 1000.0 + " s) or memory (--memory, now "
                                + (budget.maxBytes() >> 20) + " MiB; java -Xmx, now "
                                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB).";
        };
    }

    private CheckedFile checkOwn(String file, Path path) throws IOException {
        History history = HistoryReader.read(path);
        long started = System.nanoTime();
        RunVerdict verdict = RunJudge.of(history, path).judge(history);
        return CheckedFile.of(file, verdict, history, baseline, (System.nanoTime() - started) / 1e6);
    }

    private CheckBudget budget() {
        long half = Runtime.getRuntime().maxMemory() / 2;
        return CheckBudget.of(time, memory == null ? Math.min(half, MAX_DEFAULT_BYTES) : memory);
    }
}
