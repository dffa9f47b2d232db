package dev.stampede.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.timeline.OutcomeCode;

/** The report for programs. A reader refuses a version above its own; fields may be added within one. */
final class RunJson {
    static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunJson() {}

    static ObjectNode of(PageBuilder builder, History history, RunVerdict verdict) {
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
        ArrayNode checks = root.putArray("checks");
        verdict.checks().forEach(c -> check(checks.addObject(), c));
        bites(root.putObject("faults"), builder.bites());
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

    private static void check(ObjectNode node, CheckResult check) {
        node.put("name", check.check()).put("verdict", check.verdict().name());
        node.put("lookedAt", check.scope()).put("reason", check.reason());
        node.put("algorithm", check.algorithm()).put("millis", check.took().toMillis());
        ArrayNode anomalies = node.putArray("anomalies");
        check.anomalies().forEach(a -> anomaly(anomalies.addObject(), a));
    }

    private static void anomaly(ObjectNode node, Anomaly a) {
        node.put("kind", a.kind()).put("caveat", a.caveat()).put("headline", a.headline());
        node.put("signature", a.signature().toString()).put("blame", a.blame().name());
        ArrayNode because = node.putArray("because");
        a.because().forEach(because::add);
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

    private static void bites(ObjectNode node, Bites bites) {
        node.put("elections", bites.elections()).put("leaderlessNanos", bites.leaderlessNanos());
        node.put("expiredSessions", bites.expired()).put("operationsDuringFaults", bites.during());
        node.put("longestOutageNanos", bites.outage().nanos());
        node.put("slowestRecoveryNanos", bites.slowestRecovery());
        bites.budget().ifPresent(b -> node.put("recoveryBudgetNanos", b.nanos()));
        ArrayNode windows = node.putArray("windows");
        bites.faults().forEach(f -> window(windows.addObject(), f));
        ArrayNode diverged = node.putArray("diverged");
        bites.diverged().forEach(d -> diverged.addObject()
                .put("atom", d.atom())
                .put("family", d.family())
                .put("reason", d.reason()));
    }

    private static void window(ObjectNode node, Bites.Bite bite) {
        FaultWindow w = bite.window();
        node.put("fault", w.fault()).put("atom", w.atom()).put("kind", w.kind()).put("target", w.target());
        w.members().forEach(node.putArray("members")::add);
        w.clients().forEach(node.putArray("clients")::add);
        node.put("injectingNanos", w.injectingNanos());
        if (w.healedNanos() != Operation.OPEN) {
            node.put("healedNanos", w.healedNanos());
        }
        node.put("bite", w.bite()).put("cure", w.cure());
        node.put("operations", bite.operations())
                .put("outageNanos", bite.outage().nanos());
        node.put("recoveryNanos", bite.recoveryNanos());
    }
}
