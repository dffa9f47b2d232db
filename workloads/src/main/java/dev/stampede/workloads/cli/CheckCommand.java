package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFormat;
import dev.stampede.checker.format.Linearizability;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.HistoryReader;
import dev.stampede.checker.linearizability.LinearizabilityCheck;
import dev.stampede.workloads.run.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks recorded histories: our own by their scenario's checks, or any against a model. */
@Command(
        name = "check",
        description = "Checks recorded histories again, without an ensemble.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(60);
    private static final int MIB = 20;
    private static final long DEFAULT_MIB = 256;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Histories; - is not read.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--model", paramLabel = "M", description = "The model to check against; see: list models.")
    private @Nullable String model;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "stampede, knossos-edn, jepsen-log or porcupine-kv; told from the file when not given.")
    private @Nullable String format;

    @Option(names = "--time", converter = Durations.class, description = "What each check may take; default: 60s.")
    private Duration time = DEFAULT_TIME;

    @Option(names = "--json", description = "Prints one JSON object for each file on standard output.")
    private boolean json;

    /** What a file came to. */
    private record Checked(Verdict verdict, int operations, String algorithm, double millis, List<String> why) {}

    @Override
    public Integer call() {
        List<ExitCode> codes = new ArrayList<>();
        for (Path file : files) {
            codes.add(one(file));
        }
        return ExitCode.worst(codes).number();
    }

    private ExitCode one(Path file) {
        Checked checked;
        try {
            checked = check(file);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(Files.exists(file) ? String.valueOf(e.getMessage()) : "there is no file " + file);
            return ExitCode.BAD_USAGE;
        }
        print(file, checked);
        return ExitCode.of(checked.verdict());
    }

    private Checked check(Path file) throws IOException {
        HistoryFormat known = format == null ? Linearizability.detect(file) : HistoryFormat.labelled(format);
        return known == HistoryFormat.STAMPEDE ? own(file) : others(file, known);
    }

    private Checked own(Path file) throws IOException {
        History history = HistoryReader.read(file);
        long started = System.nanoTime();
        if (model != null) {
            CheckResult result = LinearizabilityCheck.against(model).check(history, budget());
            return new Checked(
                    result.verdict(),
                    history.operations().size(),
                    result.algorithm() == null ? "general" : result.algorithm(),
                    millisSince(started),
                    why(List.of(result)));
        }
        RunVerdict verdict = Judgement.of(history);
        return new Checked(
                verdict.verdict(),
                history.operations().size(),
                "the scenario's checks",
                millisSince(started),
                why(verdict.checks()));
    }

    private Checked others(Path file, HistoryFormat known) throws IOException {
        FileVerdict verdict = Linearizability.checkFile(
                file,
                new Linearizability.Options(
                        Optional.ofNullable(model), Optional.of(known.label()), UnaryOperator.identity()),
                budget());
        return new Checked(
                verdict.verdict(),
                verdict.operations(),
                verdict.algorithm(),
                verdict.millis(),
                verdict.reason() == null ? List.of() : List.of(verdict.reason()));
    }

    private CheckBudget budget() {
        long half = Runtime.getRuntime().maxMemory() / 2;
        return CheckBudget.of(time, Math.min(half, DEFAULT_MIB << MIB));
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    private static List<String> why(List<CheckResult> results) {
        List<String> why = new ArrayList<>();
        for (CheckResult result : results) {
            if (result.reason() != null) {
                why.add(result.check() + ": " + result.reason());
            }
            result.anomalies()
                    .forEach(a -> why.add((a.caveat() ? "caveat " : "violation ") + a.check() + "/" + a.kind() + ": "
                            + a.headline()));
        }
        return why;
    }

    private void print(Path file, Checked checked) {
        if (json) {
            new Json()
                    .with("file", file.toString())
                    .with("verdict", checked.verdict().name())
                    .with("operations", checked.operations())
                    .with("algorithm", checked.algorithm())
                    .with("millis", Math.round(checked.millis() * 1000) / 1000.0)
                    .print(System.out);
        }
        System.err.printf(
                "%s: %s, %d operations, %s, %.1f ms%n",
                file, checked.verdict(), checked.operations(), checked.algorithm(), checked.millis());
        checked.why().forEach(line -> System.err.println("  " + line));
    }
}
