package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Leadership that clients run for, wait for and resign from, while others read who leads. Each election increments the
 * epoch.
 */
final class ElectionObject implements SimulatedObject {
    private static final int NOBODY = -1;

    private final GeneratorOptions workload;
    private final boolean[] knowsThatItLeads;
    private final boolean[] resigning;
    private int leader = NOBODY;
    private int epoch;

    ElectionObject(GeneratorOptions workload) {
        this.workload = workload;
        this.knowsThatItLeads = new boolean[workload.clients()];
        this.resigning = new boolean[workload.clients()];
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE, InjectedViolation.PHANTOM, InjectedViolation.DOUBLE_GRANT);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            return SimulatedRequest.of("leader");
        }
        resigning[client] = knowsThatItLeads[client];
        return SimulatedRequest.of(resigning[client] ? "resign" : "elect", name(client));
    }

    private static EdnValue name(int client) {
        return new EdnValue.Atom("c" + client);
    }

    @Override
    public @Nullable SimulatedAnswer apply(int client, SimulatedRequest request) {
        switch (request.function()) {
            case "leader" -> {
                return leader == NOBODY
                        ? SimulatedAnswer.DONE
                        : SimulatedAnswer.ok(new EdnValue.Items(List.of(name(leader), EdnAtoms.of(epoch))));
            }
            case "resign" -> {
                leader = leader == client ? NOBODY : leader;
                return SimulatedAnswer.DONE;
            }
            default -> {
                if (leader != NOBODY) {
                    return null;
                }
                leader = client;
                return SimulatedAnswer.ok(EdnAtoms.of(++epoch));
            }
        }
    }

    /** An indeterminate election has no effect: a client that does not know that it leads would never resign. */
    @Override
    public boolean takesEffectIfIndeterminate(SimulatedRequest request, SplittableRandom random) {
        return !elects(request);
    }

    private static boolean elects(SimulatedRequest request) {
        return request.function().equals("elect");
    }

    @Override
    public void abandoned(int client, SimulatedRequest request) {
        if (request.function().equals("resign")) {
            knowsThatItLeads[client] = false;
            resigning[client] = false;
        }
    }

    @Override
    public void returned(int client, SimulatedRequest request) {
        if (!observes(request)) {
            knowsThatItLeads[client] = elects(request);
            resigning[client] = false;
        }
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.function().equals("leader");
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return observes(request) ? new EdnValue.Items(List.of(name(0), EdnAtoms.PHANTOM)) : null;
    }

    /** The time for which a client leads, if the request elected it. */
    @Override
    public int thinkTime(SimulatedRequest request, SplittableRandom random) {
        return elects(request) ? 200 + random.nextInt(800) : 1 + random.nextInt(10);
    }

    @Override
    public boolean certainlyHeld(SimulatedRequest request) {
        boolean taken = false;
        for (int client = 0; client < knowsThatItLeads.length; client++) {
            taken |= knowsThatItLeads[client] && !resigning[client];
        }
        return elects(request) && taken;
    }
}
