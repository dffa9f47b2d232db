package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.external.OwnedTree;
import java.util.ArrayList;
import java.util.List;

/**
 * The description of a run that is not executed. A dry run connects to nothing, and removes everything that it creates.
 *
 * @param lines the steps of the run, in their order
 * @param refusals the reasons why the run would not start, one sentence each; empty if it would start
 */
public record DryRun(List<String> lines, List<String> refusals) {
    public DryRun {
        lines = List.copyOf(lines);
        refusals = List.copyOf(refusals);
    }

    /** Whether the run would start. */
    public boolean allowed() {
        return refusals.isEmpty();
    }

    /**
     * Describes a run.
     *
     * @throws IllegalArgumentException if the configuration is invalid, such as its client settings or its checks
     * @throws dev.stampede.nemesis.ensemble.EnsembleException if the ensemble cannot be created on this machine
     */
    public static DryRun of(RunConfig config) {
        var unused = RunJudge.of(config);
        ClientSettings settings = config.ensemble().clientSettings();
        EnsembleFacts facts = EnsembleFactory.facts(config, settings);
        List<String> lines = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        lines.add("dry run of " + config.variant().recipe() + " seed " + config.seed()
                + ": nothing is connected, started or created");
        ExternalConfig external = config.ensemble().external();
        if (external == null) {
            lines.add("starts: " + facts.description() + "; stops it and removes all its data at the end");
            sessions(lines, config, facts);
        } else {
            String base = external.base(settings);
            ensemble(lines, external, settings);
            sessions(lines, config, facts);
            tree(lines, config, base);
            ExternalEnsemble.missingEvidence(settings.ensemble()).forEach(each -> lines.add("not observed: " + each));
        }
        faults(lines, refusals, config, facts);
        List<String> invasive = ExternalSafety.invasiveSteps(config, settings);
        if (external != null) {
            lines.add("invasive steps: "
                    + (invasive.isEmpty()
                            ? "none"
                            : String.join("; ", invasive)
                                    + (external.owned() ? " (allowed by --i-own-this-ensemble)" : "")));
            if (!external.owned()) {
                invasive.forEach(step -> refusals.add("only with --i-own-this-ensemble: " + step));
            }
        }
        return new DryRun(lines, refusals);
    }

    private static void ensemble(List<String> lines, ExternalConfig external, ClientSettings settings) {
        lines.add("connects: to " + String.join(", ", ExternalEnsemble.addresses(external.hosts())) + " ("
                + String.join(", ", settings.describe())
                + (settings.file() == null ? "" : "; client settings " + settings.file()) + ")");
        lines.add(
                "asks: each member for srvr once a second, and the leader for dump at the end and while a client is cut off"
                        + " until its session expires");
    }

    private static void sessions(List<String> lines, RunConfig config, EnsembleFacts facts) {
        int members = facts.voters() + facts.observers();
        lines.add("sessions: "
                + count(config.clients(), "client")
                + (config.clientJvms() == 0 ? " in this JVM" : " in " + count(config.clientJvms(), "worker JVM"))
                + ", each through proxies of its own on this machine; 1 that creates numbered znodes, 10 a second; for each of "
                + count(members, "member")
                + " one that watches the znodes of the run and, at the end, one that audits them");
    }

    private static void tree(List<String> lines, RunConfig config, String base) {
        String tree = OwnedTree.pattern(base, RunFolder.baseName(config));
        lines.add("creates: " + tree + ", with a marker that names this process; all else is created below it:");
        lines.add("  " + tree + "/run" + RunTree.key(config) + ", for the scenario");
        lines.add("  " + tree + "/run" + DurabilityProbe.FOLDER + ", for the numbered znodes");
        lines.add("  " + tree
                + "/run/stampede-audit-<member>, created and deleted immediately, to test a write through each member");
        lines.add("removes: " + tree
                + " with all below it, at the end, also after an interrupt; if this process is killed, the"
                + " next run does it");
        lines.add("removes: before that, the trees of killed runs directly below " + (base.isEmpty() ? "/" : base)
                + ": znodes named stampede-* with the marker of a process that is dead; nothing else is ever deleted");
    }

    private static void faults(List<String> lines, List<String> refusals, RunConfig config, EnsembleFacts facts) {
        try {
            Plan plan = config.plan().resolve(config.seed(), config.time(), facts);
            refusals.addAll(plan.obstacles(facts));
            lines.addAll(plan.describe().lines().toList());
        } catch (IllegalArgumentException e) {
            refusals.addAll(String.valueOf(e.getMessage()).lines().toList());
        }
        if (config.ensemble().external() != null) {
            lines.add(
                    "never: kills, pauses or restricts a member, cuts a link that is not of its own clients, ends a session of"
                            + " others, or creates, changes or deletes any other znode");
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
