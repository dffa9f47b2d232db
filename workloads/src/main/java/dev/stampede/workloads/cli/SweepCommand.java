package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.sweep.CaseRunner;
import dev.stampede.workloads.sweep.CellOutcome;
import dev.stampede.workloads.sweep.LossWay;
import dev.stampede.workloads.sweep.Sweep;
import dev.stampede.workloads.sweep.SweepCase;
import dev.stampede.workloads.sweep.SweepConfig;
import dev.stampede.workloads.sweep.SweepEnsemble;
import dev.stampede.workloads.sweep.SweepFile;
import dev.stampede.workloads.sweep.SweepOperation;
import dev.stampede.workloads.sweep.operations.SweepOperations;
import dev.stampede.workloads.sweep.report.SweepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loses every reply of every recipe operation once. */
@Command(
        name = "sweep",
        description = {
            "Executes each operation of Curator's recipes once for each of its requests, and loses the reply to that one"
                    + " request (or the request itself; see --ways). Then it compares the documentation of the operation"
                    + " with what is true. All cases share a local ensemble; each has a client and a proxy of its own."
                    + " A bad case is repeated " + Sweep.REPETITIONS + " times.",
            "Prints the bad cases, grouped by recipe, type of the lost request and outcome. Writes all cases to sweep.md,"
                    + " sweep.json and sweep.html, and a folder for each bad case, with the frames.",
            "Exit code 0: no case was bad; 1: one was bad; 2: cases are missing, too many did not fire, or an operation"
                    + " was not swept; 3: the harness failed in one.",
            "May be interrupted at any time. Run it again with the same --out to resume."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede sweep --out target/sweep",
            "  stampede sweep --recipe InterProcessMutex --recipe DistributedAtomicLong --ways W1,W3",
            "  stampede sweep --replay target/sweep/cases/SimpleDistributedQueue.offer-warm-W1-1/case.json",
            "  stampede sweep --print-only --out target/sweep"
        })
final class SweepCommand implements Callable<Integer> {
    private static final int MAX_AT_ONCE = 256;
    /** A larger share of cases that did not fire makes the result inconclusive. */
    private static final double MOST_NOT_FIRED = 0.02;

    @Option(
            names = "--recipe",
            paramLabel = "R",
            split = ",",
            description = "Selects recipes, such as InterProcessMutex, or single operations, such as"
                    + " InterProcessMutex.acquire; may be given several times. Default: all.")
    private List<String> recipes = new ArrayList<>();

    @Option(
            names = "--ways",
            paramLabel = "W",
            split = ",",
            description = "What is lost: W1 the reply; W2 the request; W3 and W3B the same, and the session ends before"
                    + " the client reconnects; W6 the reply, and the reply to the next request of the same type; W7 the"
                    + " request, and then the reply to the next request of the same type. Default: W1,W3,W7.")
    private List<String> ways = new ArrayList<>(List.of("W1", "W3", "W7"));

    @Option(
            names = "--parents",
            paramLabel = "P",
            description = "cold, warm or both: whether the parents of the recipe's znodes exist before. Default: both.")
    private Choice parents = Choice.BOTH;

    @Option(
            names = "--contention",
            paramLabel = "C",
            description = "without, with or both: whether a second client uses the recipe at the same time. Default:"
                    + " both.")
    private Choice contention = Choice.BOTH;

    @Option(
            names = "--members",
            paramLabel = "N",
            description =
                    "The number of members of the local ensemble. Default: ${DEFAULT-VALUE}, a standalone server.")
    private int members = 1;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "The number of concurrent cases. Default: ${DEFAULT-VALUE}.")
    private int atOnce = 48;

    @Option(
            names = "--shard",
            paramLabel = "i/n",
            description = "Executes only the operations of the i-th of n parts, such as 2/3. Default: all.")
    private @Nullable String shard;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for sweep.jsonl (a line for each case), the tables and the bad cases. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "sweep");

    @Option(
            names = "--replay",
            paramLabel = "CASE",
            description = "Executes only the case of this case file or folder, prints its result and its frames, and"
                    + " writes no files.")
    private @Nullable Path replay;

    @Option(names = "--print-only", description = "Executes no cases, and prints the table of the recorded results.")
    private boolean printOnly;

    /** Values of an option that selects one of two kinds of cases, or both. */
    enum Choice {
        COLD,
        WARM,
        WITHOUT,
        WITH,
        BOTH;

        private List<Boolean> values(Choice no, Choice yes, String option) {
            if (this == BOTH) {
                return List.of(false, true);
            }
            if (this != no && this != yes) {
                throw new UsageException(("expected " + option + " " + no + ", " + yes + " or BOTH, found " + this)
                        .toLowerCase(Locale.ROOT));
            }
            return List.of(this == yes);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (replay != null) {
            return replay(SweepFile.readCase(replay)).number();
        }
        SweepConfig config = config();
        Sweep.Result result = printOnly
                ? new Sweep(config, out, System.err::println, c -> {
                            throw new IllegalStateException("no case is executed");
                        })
                        .recordedOnly()
                : withRunner(cases -> {
                    Sweep.Result swept = new Sweep(config, out, System.err::println, cases).run();
                    Thread.interrupted(); // The result says that it is incomplete; the files are still to be written.
                    return swept;
                });
        SweepReport.write(out, result, SweepCommand::finding);
        System.out.print(SweepReport.markdown(result, SweepCommand::finding));
        System.out.println(result.results().size() + " of " + result.planned() + " cases"
                + (result.complete() ? "" : "; run the command again with the same --out to execute the others"));
        return exitCode(result).number();
    }

    private SweepConfig config() {
        if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
            throw new UsageException("expected --at-once 1 to " + MAX_AT_ONCE + ", found " + atOnce);
        }
        return new SweepConfig(
                selected(recipes),
                ways.stream().map(LossWay::parse).distinct().sorted().toList(),
                parents.values(Choice.COLD, Choice.WARM, "--parents"),
                contention.values(Choice.WITHOUT, Choice.WITH, "--contention"),
                shard == null ? new Shard(1, 1) : Shard.parse(shard),
                atOnce);
    }

    /** The operations that these names select: those of a recipe, or single ones. */
    static Map<String, Supplier<SweepOperation>> selected(List<String> names) {
        Map<String, Supplier<SweepOperation>> all = SweepOperations.all();
        if (names.isEmpty()) {
            return all;
        }
        Map<String, Supplier<SweepOperation>> selected = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, Supplier<SweepOperation>> matching = new LinkedHashMap<>(all);
            matching.keySet().removeIf(o -> !o.equals(name) && !o.startsWith(name + "."));
            if (matching.isEmpty()) {
                throw new UsageException("there is no recipe or operation \"" + name + "\"; "
                        + NameSuggestions.hint(name, all.keySet()));
            }
            selected.putAll(matching);
        }
        return selected;
    }

    private ExitCode replay(SweepCase sweepCase) throws IOException, InterruptedException {
        selected(List.of(sweepCase.operation())); // refuses an unknown operation before the ensemble starts
        CaseRunner.Execution execution = withRunner(cases -> cases.run(sweepCase));
        execution.log().forEach(System.out::println);
        execution.result().shortfalls().forEach(s -> System.out.println("\"" + s.promise() + "\": " + s.observed()));
        System.out.println(execution.result().line());
        return exitCode(new Sweep.Result(List.of(execution.result()), 1, 1, 0, true));
    }

    /** Uses a runner of cases. */
    @FunctionalInterface
    private interface WithRunner<T> {
        T use(Sweep.Cases cases) throws IOException, InterruptedException;
    }

    private <T> T withRunner(WithRunner<T> user) throws IOException, InterruptedException {
        ScheduledExecutorService timer = DaemonThreads.timer("sweep-watchdog");
        ExecutorService closers = Executors.newCachedThreadPool(work -> DaemonThreads.make("sweep-session-end", work));
        try (SweepEnsemble ensemble = SweepEnsemble.start(members)) {
            System.err.println(ensemble.describe());
            CaseRunner runner = new CaseRunner(ensemble, timer, closers);
            return user.use(c -> runner.run(
                    c, selected(List.of(c.operation())).values().iterator().next()));
        } finally {
            timer.shutdownNow();
            closers.shutdownNow();
        }
    }

    /** The known finding that an operation names for an outcome; empty if there is none. */
    static String finding(String operation, String outcome) {
        Supplier<SweepOperation> supplier = SweepOperations.all().get(operation);
        return supplier == null ? "" : supplier.get().knownFindings().getOrDefault(CellOutcome.valueOf(outcome), "");
    }

    /** The exit code of the most severe outcome. */
    static ExitCode exitCode(Sweep.Result result) {
        List<ExitCode> codes = new ArrayList<>();
        result.results().forEach(r -> {
            if (r.outcome().bad()) {
                codes.add(ExitCode.INVALID);
            } else if (r.outcome() == CellOutcome.HARNESS_FAILED) {
                codes.add(ExitCode.HARNESS_ERROR);
            } else if (r.sweepCase().counts() && r.outcome() != CellOutcome.CORRECT) {
                codes.add(ExitCode.INCONCLUSIVE);
            }
        });
        long notFired = result.results().stream()
                .filter(r -> r.outcome() == CellOutcome.NOT_FIRED)
                .count();
        if (!result.complete() || notFired > MOST_NOT_FIRED * result.results().size()) {
            codes.add(ExitCode.INCONCLUSIVE);
        }
        return ExitCode.worst(codes);
    }
}
