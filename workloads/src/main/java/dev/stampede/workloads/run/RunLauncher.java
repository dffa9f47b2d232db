package dev.stampede.workloads.run;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.Library;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.reports.Attachments;
import dev.stampede.reports.HarnessFailure;
import dev.stampede.reports.RunReport;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import dev.stampede.workloads.client.host.LibraryVersions;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Executes a configuration: runs it, judges the history and writes the report.
 *
 * <p>Stateless. Several runs may be executed concurrently, in one JVM and on one machine.
 */
public final class RunLauncher {
    /** The number of lines of each member's log that are saved beside the report. */
    private static final int LOG_LINES = 4_000;

    private RunLauncher() {}

    /**
     * Runs, judges and reports. Creates all checks first, then writes the configuration, then starts the ensemble.
     *
     * @param requested the configuration; the members also get the settings that its variant demands
     * @param out the folder in which the run creates a folder of its own
     * @throws EnsembleException if the ensemble cannot be created or does not start; in the latter case the message
     *     names the report
     * @throws IllegalArgumentException if the client settings are wrong, the run takes invasive steps that are not
     *     allowed, a check cannot be created, or the plan cannot be created or executed; the message lists all reasons
     * @throws RunException if the harness failed before there was a history
     */
    public static RunResult run(RunConfig requested, Path out, Progress progress) throws InterruptedException {
        RunConfig config = requested.withEnsemble(
                requested.ensemble().meeting(requested.variant().demands()));
        config.requireSecrets();
        RunJudge judge = RunJudge.of(config);
        ClientSettings settings = config.ensemble().clientSettings();
        ExternalSafety.require(config, settings);
        RunRedaction redaction = RunRedaction.of(config, settings);
        try {
            return run(config, settings, judge, out, redaction, redaction.progress(progress));
        } catch (EnsembleException e) {
            throw new EnsembleException(redaction.text(String.valueOf(e.getMessage())), e);
        } catch (RunException e) {
            throw new RunException(redaction.text(String.valueOf(e.getMessage())), e);
        }
    }

    private static RunResult run(
            RunConfig config,
            ClientSettings settings,
            RunJudge judge,
            Path out,
            RunRedaction redaction,
            Progress progress)
            throws InterruptedException {
        @Nullable RunFolder folder = null;
        try (Ensemble ensemble = EnsembleFactory.make(config.ensemble(), config.clients(), settings)) {
            EnsembleFacts facts = EnsembleFacts.of(ensemble, config.clients(), config.clientJvms());
            Plan plan = config.plan().resolve(config.seed(), config.time(), facts);
            List<String> obstacles = plan.obstacles(facts);
            if (!obstacles.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", obstacles));
            }
            RunConfig resolved = config.withPlan(new PlanSource.Fixed(plan))
                    .withClassPath(HarnessClassPath.current(classNames(config.variant(), judge)));
            folder = RunFolder.make(config, out);
            try (ProgressReporter reporter = ProgressReporter.start(resolved, progress)) {
                reporter.line(plan.summary());
                return new Launch(resolved, settings, redaction, plan, judge, folder, out, reporter).run(ensemble);
            }
        } finally {
            if (folder != null) {
                scrubEvidence(folder, redaction); // the ensemble copies the members' folders when it is closed
            }
        }
    }

    private static void scrubEvidence(RunFolder folder, RunRedaction redaction) {
        try {
            redaction.scrubFiles(folder.members());
        } catch (IOException e) {
            throw new RunException(
                    "secrets could not be taken out of " + folder.members() + ": " + e.getMessage()
                            + "; look at it before you share it",
                    e);
        }
    }

    private static List<String> classNames(Variant variant, RunJudge judge) {
        List<String> names = new ArrayList<>(judge.classNames());
        names.add(variant.driver());
        Optional.ofNullable(variant.settings().get("class")).ifPresent(names::add);
        return names;
    }

    /** Writes the report of a history into a folder, with the logs in this folder. */
    public static Path report(History history, RunVerdict verdict, Path folder) throws IOException {
        return RunReport.write(
                history, verdict, folder, attachments(history.header().members(), folder));
    }

    private static Attachments attachments(List<Integer> members, Path folder) {
        Map<String, Path> logs = new LinkedHashMap<>();
        for (int member : members) {
            Path log = log(folder, member);
            if (Files.isRegularFile(log)) {
                logs.put("member " + member, log);
            }
        }
        return new Attachments(logs, List.of());
    }

    private static Path log(Path folder, int member) {
        return folder.resolve("member-" + member + ".log");
    }

    /** One run with its plan and its folder. */
    private record Launch(
            RunConfig config,
            ClientSettings settings,
            RunRedaction redaction,
            Plan plan,
            RunJudge judge,
            RunFolder folder,
            Path out,
            ProgressReporter progress) {

        RunResult run(Ensemble ensemble) throws InterruptedException {
            try {
                String planText = PlanFile.write(plan);
                Files.writeString(folder.plan(), planText);
                Files.writeString(folder.config(), RunConfigFile.write(config));
                Commands.save(config.classPath().entries(), folder.path());
                return run(ensemble, planText, Commands.of(config.classPath().entries(), folder.path()));
            } catch (IOException e) {
                throw new RunException("the run could not be written to " + folder.path() + ": " + e.getMessage(), e);
            }
        }

        private RunResult run(Ensemble ensemble, String planText, Commands commands)
                throws IOException, InterruptedException {
            try {
                start(ensemble, planText, commands);
                RunHeader header = header(ensemble, planText, commands);
                try {
                    new Run(config, folder, ensemble, settings, plan, header, redaction, progress).run();
                } finally {
                    saveLogs(ensemble);
                }
            } catch (InterruptedException e) {
                progress.line("interrupted; the history so far is in " + folder.history() + ". Check it with: "
                        + commands.recheck(folder.path()));
                throw e;
            }
            RunResult result = judgeHistory();
            boolean asExpected = result.verdict().verdict() == Verdict.VALID
                    || (config.variant().mutant() && result.verdict().failure() == null);
            if (!asExpected && redaction.keepsEvidence()) {
                ensemble.keepEvidence(folder.members());
            }
            return result;
        }

        /** Starts the ensemble. Writes a report if it does not start. */
        private void start(Ensemble ensemble, String planText, Commands commands)
                throws IOException, InterruptedException {
            Instant began = Instant.now();
            try {
                ensemble.start();
            } catch (EnsembleException e) {
                Instant failed = Instant.now();
                String failure = redaction.text("the ensemble did not start: " + e.getMessage());
                saveLogs(ensemble);
                RunHeader header = header(ensemble, planText, commands);
                Path report = RunReport.writeFailure(
                        header,
                        new HarnessFailure("starting the ensemble", failure, began, failed, List.of()),
                        folder.path(),
                        attachments(header.members(), folder.path()));
                throw new EnsembleException(failure + "\nreport: " + report, e);
            }
        }

        private RunHeader header(Ensemble ensemble, String planText, Commands commands) {
            Variant variant = config.variant();
            Map<String, String> environment = new LinkedHashMap<>(ensemble.environment());
            if (settings.file() != null) {
                environment.put("client settings", settings.file() + ": " + String.join(", ", settings.describe()));
            }
            for (String sentence : ensemble.missingEvidence()) {
                environment.merge("not observed", sentence, (before, next) -> before + " " + next);
            }
            RunTap.whyNotTapped(ensemble, settings)
                    .ifPresent(why -> environment.put("not tapped", "the links of the clients: " + why));
            EnsembleMutant mutant = config.ensembleMutant();
            if (mutant != null) {
                environment.put("ensemble mutant", mutant.name() + ": an ensemble that " + mutant.description());
            }
            environment.putAll(libraries(ensemble));
            environment.put("java", Runtime.version().toString());
            environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
            environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
            variant.settings().forEach((name, value) -> environment.put("setting " + name, value));
            return new RunHeader(
                    folder.name(),
                    variant.scenario(),
                    variant.name(),
                    config.seed(),
                    Instant.now().toString(),
                    ensemble.describe(),
                    ensemble.members().stream().map(Member::number).toList(),
                    ensemble.settings(),
                    plan.families(),
                    planText,
                    variant.checks(),
                    commands.replay(folder.path()),
                    commands.recheck(folder.path()),
                    redaction.environment(environment));
        }

        /** The versions of the libraries, which decide whether a known finding of the catalogue applies. */
        private Map<String, String> libraries(Ensemble ensemble) {
            List<String> curator = config.workers().isEmpty()
                    ? LibraryVersions.curator().stream().toList()
                    : config.workers().stream()
                            .map(worker -> worker.classPath().isEmpty()
                                    ? LibraryVersions.curator()
                                    : LibraryVersions.curatorOn(worker.classPath()))
                            .flatMap(Optional::stream)
                            .distinct()
                            .toList();
            Map<String, String> libraries = new LinkedHashMap<>();
            libraries.put(
                    Library.ZOOKEEPER.environmentName(),
                    ensemble.members().stream().map(Member::version).distinct().collect(Collectors.joining(", ")));
            libraries.put("ZooKeeper client", LibraryVersions.zooKeeperClient());
            libraries.put(
                    Library.CURATOR.environmentName(), curator.isEmpty() ? "unknown" : String.join(", ", curator));
            return libraries;
        }

        private void saveLogs(Ensemble ensemble) throws IOException {
            for (Member member : ensemble.members()) {
                List<String> lines = redaction.lines(member.log(LOG_LINES));
                Files.write(log(folder.path(), member.number()), lines, StandardCharsets.UTF_8);
            }
        }

        private RunResult judgeHistory() throws IOException {
            progress.stage(RunStatus.Stage.CHECK);
            History history = HistoryReader.read(folder.history());
            RunVerdict verdict = judge.judge(history);
            Path report = report(history, verdict, folder.path());
            RunIndex.append(
                    out.resolve(RunIndex.RUNS),
                    RunSummary.of(
                            history,
                            verdict,
                            folder.name(),
                            config.variant().mutant() ? RunSummary.Purpose.MUTANT : RunSummary.Purpose.SUBJECT));
            RunIndex.render(out);
            return new RunResult(config, verdict, history, folder.path(), report);
        }
    }
}
