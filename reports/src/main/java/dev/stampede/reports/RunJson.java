package dev.stampede.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.RecognisedFinding;
import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.ZxidPrecision;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.timeline.OutcomeCode;

/**
 * Writes {@code run.json}, the report for programs. Stateless.
 *
 * <p>A reader must reject versions newer than those it knows, and ignore unknown fields, which may be added within a
 * version. Times are nanoseconds since the run began. A field is absent or null if its value is unknown or was not
 * measured. Version 2 renamed fields of version 1 to {@code scope}, {@code steps}, {@code tookEffect}, {@code healed}
 * and {@code skipped}.
 */
final class RunJson {
    static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunJson() {}

    static ObjectNode of(RunPageBuilder builder, History history, RunVerdict verdict) {
        ObjectNode root = JSON.createObjectNode();
        RunHeader header = history.header();
        root.put("format", "stampede-run").put("version", VERSION);
        root.put("run", header.run()).put("scenario", header.scenario()).put("variant", header.variant());
        root.put("seed", header.seed()).put("startedAt", header.startedAt());
        root.put("ensemble", header.ensemble());
        root.put("verdict", verdict.verdict().name()).put("headline", verdict.headline());
        root.put("failure", verdict.failure()).put("truncation", history.truncation());
        root.put("lastedNanos", history.endNanos());
        outcomes(root.putObject("operations"), history);
        frames(root.putObject("frames"), ZxidPrecision.of(history));
        ArrayNode findings = root.putArray("findings");
        builder.groups().forEach(g -> finding(findings.addObject(), g, history));
        ArrayNode signatures = root.putArray("violationSignatures");
        ViolationSignature.of(verdict, history).forEach(s -> signature(signatures.addObject(), s));
        ArrayNode checks = root.putArray("checks");
        verdict.checks().forEach(c -> check(checks.addObject(), c));
        impact(root.putObject("faults"), builder.impact());
        root.put("replay", header.replay()).put("recheck", header.recheck());
        ObjectNode environment = root.putObject("environment");
        header.environment().forEach(environment::put);
        return root;
    }

    private static void outcomes(ObjectNode node, History history) {
        int[] outcomes = new int[3];
        history.operations().forEach(o -> outcomes[OutcomeCode.of(o.outcome())]++);
        node.put("total", history.operations().size());
        node.put("ok", outcomes[0]).put("failed", outcomes[1]).put("indeterminate", outcomes[2]);
    }

    /** Writes what the tap saw; the numbers of frames are absent if there was no tap. */
    private static void frames(ObjectNode node, ZxidPrecision precision) {
        Event.FramesTapped tapped = precision.tapped();
        if (tapped != null) {
            node.put("seen", tapped.frames()).put("dropped", tapped.dropped());
            node.put("undecodedConnections", tapped.undecodedConnections());
        }
        node.put("answeredRequests", precision.answered()).put("exactZxids", precision.exact());
    }

    /** Writes one finding with its consequences. The anomalies stand in the field {@code checks}. */
    private static void finding(ObjectNode node, FindingGroup group, History history) {
        RunFinding finding = group.runFinding();
        node.put("check", finding.check()).put("kind", finding.kind()).put("caveat", finding.caveat());
        node.put("blame", finding.blame().name()).put("layer", group.layer());
        node.put("culprit", finding.first().culprit());
        node.put("gravity", finding.gravity().name()).put("count", finding.count());
        node.put("headline", finding.headline())
                .put("fromNanos", finding.first().fromNanos());
        ArrayNode consequences = node.putArray("consequences");
        finding.consequences().forEach(c -> finding(consequences.addObject(), FindingGroup.of(c, history), history));
        ArrayNode known = node.putArray("known");
        group.known().forEach(k -> known(known.addObject(), k));
    }

    private static void known(ObjectNode node, RecognisedFinding known) {
        CatalogueEntry entry = known.entry();
        node.put("id", entry.id()).put("library", entry.library().title()).put("version", known.version());
        node.put("affected", entry.affected().toString()).put("characteristic", entry.characteristic());
        node.put("sentence", known.sentence()).put("cause", entry.cause());
        node.put("workAround", entry.workAround()).put("link", entry.link());
    }

    /** Writes the fields that a baseline compares. */
    private static void signature(ObjectNode node, ViolationSignature signature) {
        node.put("check", signature.check()).put("kind", signature.kind());
        ArrayNode faults = node.putArray("faultKinds");
        signature.faultKinds().forEach(faults::add);
        node.put("recipe", signature.recipe()).put("finding", signature.finding());
        node.put("complete", signature.complete());
    }

    private static void check(ObjectNode node, CheckResult check) {
        node.put("name", check.check()).put("verdict", check.verdict().name());
        node.put("informational", check.informational());
        coverage(node.putObject("coverage"), check.coverage());
        node.put("scope", check.scope()).put("reason", check.reason());
        node.put("algorithm", check.algorithm()).put("millis", check.took().toMillis());
        ArrayNode anomalies = node.putArray("anomalies");
        check.anomalies().forEach(a -> anomaly(anomalies.addObject(), a));
    }

    private static void coverage(ObjectNode node, Coverage coverage) {
        node.put("unit", coverage.unit()).put("judged", coverage.judged());
        ArrayNode reasons = node.putArray("notJudged");
        coverage.notJudged()
                .forEach((reason, count) ->
                        reasons.addObject().put("reason", reason).put("count", count));
    }

    private static void anomaly(ObjectNode node, Anomaly a) {
        node.put("kind", a.kind()).put("caveat", a.caveat()).put("headline", a.headline());
        node.put("signature", a.signature().toString()).put("blame", a.blame().name());
        ArrayNode steps = node.putArray("steps");
        a.because().forEach(steps::add);
        ArrayNode folded = node.putArray("folded");
        a.folded().forEach(folded::add);
        ArrayNode operations = node.putArray("operations");
        a.operations().forEach(operations::add);
        ArrayNode faults = node.putArray("faults");
        a.faults().forEach(faults::add);
        node.put("fromNanos", a.fromNanos()).put("toNanos", a.toNanos());
        citation(node.putObject("promise"), a.promise());
        Citation excuse = a.excuse();
        if (excuse != null) {
            citation(node.putObject("excuse"), excuse);
        }
    }

    private static void citation(ObjectNode node, Citation citation) {
        node.put("sentence", citation.sentence()).put("where", citation.where()).put("url", citation.url());
    }

    private static void impact(ObjectNode node, FaultImpact impact) {
        node.put("elections", impact.elections()).put("leaderlessNanos", impact.leaderlessNanos());
        node.put("expiredSessions", impact.expiredSessions());
        node.put("operationsDuringFaults", impact.operationsDuringFaults());
        node.put("longestOutageNanos", impact.longestOutage().nanos());
        recovery(node, "slowestRecoveryNanos", impact.slowestRecoveryNanos());
        impact.recoveryBudget().ifPresent(b -> node.put("recoveryBudgetNanos", b.nanos()));
        ArrayNode windows = node.putArray("windows");
        impact.windows().forEach(w -> window(windows.addObject(), w));
        ArrayNode skipped = node.putArray("skipped");
        impact.skipped().forEach(s -> skipped.addObject()
                .put("step", s.step())
                .put("family", s.family())
                .put("reason", s.reason()));
    }

    private static void window(ObjectNode node, FaultImpact.OfWindow effects) {
        FaultWindow w = effects.window();
        node.put("fault", w.fault()).put("step", w.step()).put("kind", w.kind()).put("target", w.target());
        w.members().forEach(node.putArray("members")::add);
        w.clients().forEach(node.putArray("clients")::add);
        node.put("injectingNanos", w.injectingNanos());
        node.put("tookEffect", w.tookEffect()).put("effectProof", w.activeEvidence());
        node.put("healed", w.healedEvidence() != null).put("healProof", w.healedEvidence());
        if (w.healedNanos() != Operation.OPEN) {
            node.put("healedNanos", w.healedNanos());
        }
        node.put("operations", effects.operations()).put("indeterminateOperations", effects.indeterminate());
        node.put("outageNanos", effects.outage().nanos());
        recovery(node, "recoveryNanos", effects.recoveryNanos());
    }

    private static void recovery(ObjectNode node, String field, long nanos) {
        if (nanos != FaultImpact.NOT_MEASURED) {
            node.put(field, nanos);
        }
    }
}
