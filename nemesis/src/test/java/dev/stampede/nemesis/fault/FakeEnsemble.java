package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A fake ensemble; member 1 leads. */
public final class FakeEnsemble implements Ensemble {
    public static final EnsembleSettings SETTINGS = new EnsembleSettings(200, 10, 5, 400, 4_000, 1_000, 3_000);

    public final List<FakeMember> fakes;
    public final FakeLinks links;
    public volatile Set<Capability> capabilities = EnumSet.allOf(Capability.class);

    public FakeEnsemble(int members) {
        fakes = IntStream.rangeClosed(1, members).mapToObj(FakeMember::new).toList();
        fakes.get(0).role = MemberRole.LEADING;
        links = new FakeLinks(fakes);
    }

    public FakeMember fake(int number) {
        return fakes.get(number - 1);
    }

    @Override
    public String describe() {
        return fakes.size() + " fake members";
    }

    @Override
    public EnsembleSettings settings() {
        return SETTINGS;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public List<Member> members() {
        return List.copyOf(fakes);
    }

    @Override
    public FakeLinks links() {
        return links;
    }

    @Override
    public void start() {}

    @Override
    public void awaitHealthy(Duration atMost) {}

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void keepEvidence(Path folder) {}

    @Override
    public void close() {}
}
