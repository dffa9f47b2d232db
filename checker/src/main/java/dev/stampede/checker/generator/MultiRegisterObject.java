package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** As many registers as there are keys, but at least two; some requests read all of them, others read and write some. */
final class MultiRegisterObject implements SimulatedObject {
    private static final Datum READ = new Datum.Atom(":read");
    private static final Datum WRITE = new Datum.Atom(":write");

    private final Workload workload;
    private final Datum[] state;
    private final Datum readAll;
    private int written;

    MultiRegisterObject(Workload workload) {
        this.workload = workload;
        this.state = new Datum[Math.max(2, workload.keys())];
        List<Datum> all = new ArrayList<>();
        for (int register = 0; register < state.length; register++) {
            state[register] = Atoms.of(0);
            all.add(access(READ, register, Datum.Atom.NIL));
        }
        this.readAll = new Datum.Items(all);
    }

    private static Datum access(Datum kind, int register, Datum value) {
        return new Datum.Items(List.of(kind, new Datum.Atom("r" + register), value));
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            return Request.of("txn", readAll);
        }
        List<Datum> accesses = new ArrayList<>();
        int writes = random.nextInt(state.length);
        for (int register = 0; register < state.length; register++) {
            if (register == writes || random.nextInt(3) == 0) {
                int value = workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written;
                accesses.add(access(WRITE, register, Atoms.of(value)));
            } else if (random.nextInt(3) == 0) {
                accesses.add(access(READ, register, Datum.Atom.NIL));
            }
        }
        return Request.of("txn", new Datum.Items(accesses));
    }

    @Override
    public Answer apply(int client, Request request) {
        List<Datum> answers = new ArrayList<>();
        for (Datum each : ((Datum.Items) request.argument()).items()) {
            List<Datum> access = ((Datum.Items) each).items();
            int register = Integer.parseInt(access.get(1).text().substring(1));
            if (access.get(0).equals(WRITE)) {
                state[register] = access.get(2);
            }
            answers.add(access(access.get(0), register, state[register]));
        }
        return Answer.ok(new Datum.Items(answers));
    }

    @Override
    public boolean observes(Request request) {
        return request.argument().equals(readAll);
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        if (!observes(request)) {
            return null;
        }
        List<Datum> answers = new ArrayList<>();
        for (int register = 0; register < state.length; register++) {
            answers.add(access(READ, register, register == 0 ? Atoms.PHANTOM : state[register]));
        }
        return new Datum.Items(answers);
    }
}
