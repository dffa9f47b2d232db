package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A znode that exists with version 0 at first, and whose data and version are read and set. */
final class ZnodeObject implements SimulatedObject {
    private static final Datum ANY_VERSION = new Datum.Atom("-1");
    private static final Datum BAD_VERSION = new Datum.Atom(":bad-version");

    private final Workload workload;
    private Datum data = Atoms.of(0);
    private int version;
    private int written;

    ZnodeObject(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        double kind = random.nextDouble();
        if (kind < workload.reads()) {
            return Request.of("getData");
        }
        boolean conditional = kind < workload.reads() + workload.compares();
        Datum next = Atoms.of(workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written);
        return Request.of("setData", new Datum.Items(List.of(next, conditional ? Atoms.of(version) : ANY_VERSION)));
    }

    @Override
    public Answer apply(int client, Request request) {
        if (observes(request)) {
            return Answer.ok(new Datum.Items(List.of(data, Atoms.of(version))));
        }
        List<Datum> parts = ((Datum.Items) request.argument()).items();
        if (!parts.get(1).equals(ANY_VERSION) && !parts.get(1).equals(Atoms.of(version))) {
            return Answer.failed(BAD_VERSION);
        }
        data = parts.get(0);
        version++;
        return Answer.ok(Atoms.of(version));
    }

    @Override
    public boolean observes(Request request) {
        return request.function().equals("getData");
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return observes(request) ? new Datum.Items(List.of(Atoms.PHANTOM, Atoms.of(version))) : null;
    }
}
