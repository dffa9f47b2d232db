package dev.stampede.workloads.run;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.FaultParser;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.reports.Attachments;
import dev.stampede.reports.RunReport;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs: from what is asked for to a judged history and its report.
 *
 * <p>Stateless; several may go on at once, in one JVM and on one machine.
 */
public final class RunLauncher {
    /** So many lines of a member's log are kept beside the report. */
    private static final int LOG_LINES = 4_000;

    private RunLauncher() {}

    /**
     * Runs, judges and reports.
     *
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if the ensemble cannot be had
     * @throws IllegalArgumentException if the plan cannot be had, or cannot do what it says; the message lists why
     * @throws RunException if the harness failed before there was a history
     */
    public static RunResult run(RunConfig spec, Progress progress) throws InterruptedException {
        try (Ensemble ensemble = Ensembles.make(spec)) {
            EnsembleFacts facts = EnsembleFacts.of(ensemble, spec.clients(), spec.clientJvms());
            Plan plan = plan(spec, facts);
            List<String> obstacles = plan.obstacles(facts);
            if (!obstacles.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", obstacles));
            }
            RunFolder folder = RunFolder.make(spec);
            progress.line(plan.describe());
            return run(spec, progress, ensemble, plan, folder);
        }
    }

    private static RunResult run(RunConfig spec, Progress progress, Ensemble ensemble, Plan plan, RunFolder folder)
            throws InterruptedException {
        try {
            String planText = PlanFile.write(plan);
            Files.writeString(folder.plan(), planText);
            ensemble.start();
            RunHeader header = header(spec, ensemble, plan, planText, folder);
            try {
                new Run(spec, folder, ensemble, plan, header, progress).run();
            } finally {
                saveLogs(ensemble, folder);
            }
            RunResult result = judge(spec, folder);
            boolean asExpected = result.verdict().verdict() == Verdict.VALID
                    || (spec.variant().mutant() && result.verdict().failure() == null);
            if (!asExpected) {
                ensemble.keepEvidence(folder.path().resolve("members"));
            }
            return result;
        } catch (InterruptedException e) {
            progress.line("interrupted; what was recorded until then is in " + folder.history() + ". Check it with: "
                    + Commands.recheck(folder.history()));
            throw e;
        } catch (IOException e) {
            throw new RunException("the run could not be written to " + folder.path() + ": " + e.getMessage(), e);
        }
    }

    private static Plan plan(RunConfig spec, EnsembleFacts facts) {
        if (spec.faults() instanceof PlanSource.Drawn drawn) {
            return Plans.generate(
                    new Seed(spec.seed()), FaultParser.parse(String.join(",", drawn.faults())), spec.time(), facts);
        } else if (spec.faults() instanceof PlanSource.Saved saved) {
            return PlanFile.read(saved.file());
        }
        return ((PlanSource.Made) spec.faults()).maker().make(spec.seed(), spec.time(), facts);
    }

    private static RunHeader header(RunConfig spec, Ensemble ensemble, Plan plan, String planText, RunFolder folder) {
        Map<String, String> environment = new LinkedHashMap<>(ensemble.environment());
        environment.put("java", Runtime.version().toString());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        spec.variant().settings().forEach((name, value) -> environment.put("setting " + name, value));
        return new RunHeader(
                folder.name(),
                spec.variant().scenario(),
                spec.variant().name(),
                spec.seed(),
                Instant.now().toString(),
                ensemble.describe(),
                ensemble.members().stream().map(Member::number).toList(),
                ensemble.settings(),
                plan.families(),
                planText,
                spec.variant().checks(),
                Commands.replay(spec, folder.plan(), Ensembles.properties(spec.ensemble())),
                Commands.recheck(folder.history()),
                environment);
    }

    private static void saveLogs(Ensemble ensemble, RunFolder folder) throws IOException {
        for (Member member : ensemble.members()) {
            Files.write(log(folder.path(), member.number()), member.log(LOG_LINES), StandardCharsets.UTF_8);
        }
    }

    private static Path log(Path folder, int member) {
        return folder.resolve("member-" + member + ".log");
    }

    private static RunResult judge(RunConfig spec, RunFolder folder) throws IOException {
        History history = HistoryReader.read(folder.history());
        RunVerdict verdict = RunJudge.of(history);
        Path report = report(history, verdict, folder.path());
        RunIndex.append(
                spec.out().resolve(RunIndex.RUNS),
                RunSummary.of(
                        history,
                        verdict,
                        folder.name(),
                        spec.variant().mutant() ? RunSummary.Purpose.MUTANT : RunSummary.Purpose.SUBJECT));
        RunIndex.render(spec.out());
        return new RunResult(spec, verdict, history, folder.path(), report);
    }

    /** Writes the report of a history into a folder, with the logs that lie there. */
    public static Path report(History history, RunVerdict verdict, Path folder) throws IOException {
        Map<String, Path> logs = new LinkedHashMap<>();
        for (int member : history.header().members()) {
            Path log = log(folder, member);
            if (Files.isRegularFile(log)) {
                logs.put("member " + member, log);
            }
        }
        return RunReport.write(history, verdict, folder, new Attachments(logs, List.of()));
    }
}
