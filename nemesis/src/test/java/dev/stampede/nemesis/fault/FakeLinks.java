package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkDirection;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.Links;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Fake links that only count cuts. */
public final class FakeLinks implements Links {
    public final Map<LinkDirection, Integer> cuts = new ConcurrentHashMap<>();
    public volatile boolean leaky;
    public volatile boolean brokenCut;
    public volatile int failingMends;
    private final List<FakeMember> members;

    FakeLinks(List<FakeMember> members) {
        this.members = members;
    }

    @Override
    public String open(EndPoint.Client client) {
        return "fake";
    }

    @Override
    public void close(EndPoint.Client client) {}

    @Override
    public Optional<Integer> memberAt(String address) {
        return Optional.empty();
    }

    @Override
    public synchronized void cut(Collection<LinkDirection> directions) {
        if (brokenCut) {
            throw new LinkException("the proxies do not answer");
        }
        directions.forEach(d -> cuts.merge(d, 1, Integer::sum));
    }

    @Override
    public synchronized void restore(Collection<LinkDirection> directions) {
        if (failingMends > 0) {
            failingMends--;
            throw new LinkException("the proxies do not answer");
        }
        directions.forEach(d -> cuts.computeIfPresent(d, (k, n) -> n == 1 ? null : n - 1));
    }

    @Override
    public Probe probe(LinkDirection direction, Duration atMost) {
        boolean arrived =
                (leaky || !cuts.containsKey(direction)) && answers(direction.from()) && answers(direction.to());
        return new Probe(arrived, arrived ? "answered" : "silent");
    }

    private boolean answers(EndPoint end) {
        return !(end instanceof EndPoint.Member m)
                || members.stream().anyMatch(x -> x.number() == m.number() && x.alive && !x.paused);
    }
}
