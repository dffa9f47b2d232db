package dev.stampede.nemesis.fault.network;

import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultException;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkDirection;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.link.Links.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Cuts directed links: the proxies drop all data.
 *
 * <p>The fault is active if links that answered a probe before the cut are silent after it. A link proves nothing if it
 * was silent before the cut, or if another fault prevents an end of the link from answering; such links are ignored.
 */
public final class LinkCut implements Fault {
    /**
     * The time without an answer after which a link counts as silent: long enough for an open link on a loaded machine,
     * and short compared with the duration of a fault.
     */
    static final Duration SILENCE = Duration.ofMillis(600);

    /** The time limit for the answer on a link that may be open. */
    static final Duration ANSWER = Duration.ofSeconds(1);

    private final FaultContext context;
    private final String execution;
    private final List<LinkDirection> directions;
    private final Links links;
    private List<LinkDirection> openBefore = List.of();
    private boolean cut;

    /**
     * @param execution the name of the execution in the holdings
     * @param directions the links to cut; duplicates are allowed
     */
    public LinkCut(FaultContext context, String execution, List<LinkDirection> directions) {
        this.context = context;
        this.execution = execution;
        this.directions = List.copyOf(new java.util.LinkedHashSet<>(directions));
        this.links = context.ensemble().links();
    }

    @Override
    public void inject() throws InterruptedException {
        Map<LinkDirection, Probe> before = probe(directions, ANSWER);
        openBefore = before.entrySet().stream()
                .filter(e -> e.getValue().arrived())
                .map(Map.Entry::getKey)
                .toList();
        links.cut(directions);
        cut = true;
        // Links counts the cuts of each link; the holdings only record which executions hold them.
        directions.forEach(d -> context.holdings().hold(new Breakage(Kind.CUT, d), execution, () -> {}));
    }

    @Override
    public Proof verifyActive() throws InterruptedException {
        List<LinkDirection> provable =
                openBefore.stream().filter(d -> silencers(d).isEmpty()).toList();
        if (provable.isEmpty()) {
            return Proof.notYet("none of the links %s can prove the cut: %d of them were open before it"
                    .formatted(directions, openBefore.size()));
        }
        Map<LinkDirection, Probe> now = probe(provable, SILENCE);
        List<String> arrived = evidence(now, true);
        if (!arrived.isEmpty()) {
            return Proof.notYet("still open after the cut: " + String.join("; ", arrived));
        }
        return Proof.proven("%d of %d links were open before and are silent now: %s"
                .formatted(now.size(), directions.size(), sample(evidence(now, false))));
    }

    @Override
    public void heal() {
        if (!cut) {
            return;
        }
        links.restore(directions);
        cut = false;
        directions.forEach(d -> context.holdings().release(new Breakage(Kind.CUT, d), execution, () -> {}));
    }

    @Override
    public Proof verifyHealed() throws InterruptedException {
        TreeSet<String> blockers = new TreeSet<>();
        List<LinkDirection> provable = new ArrayList<>();
        for (LinkDirection direction : directions) {
            List<String> others = new ArrayList<>(silencers(direction));
            others.addAll(context.holdings().others(new Breakage(Kind.CUT, direction), execution));
            others.addAll(context.holdings().others(new Breakage(Kind.CUT, direction.reversed()), execution));
            if (others.isEmpty()) {
                provable.add(direction);
            }
            blockers.addAll(others);
        }
        Map<LinkDirection, Probe> now = probe(provable, ANSWER);
        List<String> silent = evidence(now, false);
        if (!silent.isEmpty()) {
            return Proof.notYet("still silent: " + String.join("; ", silent));
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked("%d of %d links are open, the others are held by %s"
                    .formatted(now.size(), directions.size(), blockers));
        }
        return Proof.proven("all %d links are open: %s".formatted(now.size(), sample(evidence(now, true))));
    }

    private List<String> silencers(LinkDirection direction) {
        List<String> all = new ArrayList<>();
        for (EndPoint end : List.of(direction.from(), direction.to())) {
            if (end instanceof EndPoint.Member member) {
                all.addAll(context.holdings().silencers(member.number(), execution));
            }
        }
        return all;
    }

    private Map<LinkDirection, Probe> probe(List<LinkDirection> which, Duration atMost) throws InterruptedException {
        List<Callable<Probe>> tasks = which.stream()
                .map(d -> (Callable<Probe>) () -> links.probe(d, atMost))
                .toList();
        List<Future<Probe>> answers = context.probes().invokeAll(tasks);
        Map<LinkDirection, Probe> probes = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            probes.put(which.get(i), result(which.get(i), answers.get(i)));
        }
        return probes;
    }

    private static Probe result(LinkDirection direction, Future<Probe> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new FaultException("the probe of " + direction + " failed: " + e.getCause(), e);
        }
    }

    private static List<String> evidence(Map<LinkDirection, Probe> probes, boolean arrived) {
        return probes.entrySet().stream()
                .filter(e -> e.getValue().arrived() == arrived)
                .map(e -> withDirection(e.getKey() + ": ", e.getValue().evidence()))
                .toList();
    }

    private static String withDirection(String direction, String evidence) {
        return evidence.startsWith(direction) ? evidence : direction + evidence;
    }

    private static String sample(List<String> evidence) {
        return evidence.isEmpty() ? "no link was probed" : evidence.get(0);
    }
}
