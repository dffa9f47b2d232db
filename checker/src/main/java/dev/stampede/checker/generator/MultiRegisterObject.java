package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A register for each key, at least two; some requests read all registers, others read and write some of them. */
final class MultiRegisterObject implements SimulatedObject {
    private static final EdnValue READ = new EdnValue.Atom(":read");
    private static final EdnValue WRITE = new EdnValue.Atom(":write");

    private final GeneratorOptions workload;
    private final EdnValue[] state;
    private final EdnValue readAll;
    private int written;

    MultiRegisterObject(GeneratorOptions workload) {
        this.workload = workload;
        this.state = new EdnValue[Math.max(2, workload.keys())];
        List<EdnValue> all = new ArrayList<>();
        for (int register = 0; register < state.length; register++) {
            state[register] = EdnAtoms.of(0);
            all.add(access(READ, register, EdnValue.Atom.NIL));
        }
        this.readAll = new EdnValue.Items(all);
    }

    private static EdnValue access(EdnValue kind, int register, EdnValue value) {
        return new EdnValue.Items(List.of(kind, new EdnValue.Atom("r" + register), value));
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE, InjectedViolation.PHANTOM);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            return SimulatedRequest.of("txn", readAll);
        }
        List<EdnValue> accesses = new ArrayList<>();
        int writes = random.nextInt(state.length);
        for (int register = 0; register < state.length; register++) {
            if (register == writes || random.nextInt(3) == 0) {
                int value = workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written;
                accesses.add(access(WRITE, register, EdnAtoms.of(value)));
            } else if (random.nextInt(3) == 0) {
                accesses.add(access(READ, register, EdnValue.Atom.NIL));
            }
        }
        return SimulatedRequest.of("txn", new EdnValue.Items(accesses));
    }

    @Override
    public SimulatedAnswer apply(int client, SimulatedRequest request) {
        List<EdnValue> answers = new ArrayList<>();
        for (EdnValue each : ((EdnValue.Items) request.argument()).items()) {
            List<EdnValue> access = ((EdnValue.Items) each).items();
            int register = Integer.parseInt(access.get(1).text().substring(1));
            if (access.get(0).equals(WRITE)) {
                state[register] = access.get(2);
            }
            answers.add(access(access.get(0), register, state[register]));
        }
        return SimulatedAnswer.ok(new EdnValue.Items(answers));
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.argument().equals(readAll);
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        if (!observes(request)) {
            return null;
        }
        List<EdnValue> answers = new ArrayList<>();
        for (int register = 0; register < state.length; register++) {
            answers.add(access(READ, register, register == 0 ? EdnAtoms.PHANTOM : state[register]));
        }
        return new EdnValue.Items(answers);
    }
}
