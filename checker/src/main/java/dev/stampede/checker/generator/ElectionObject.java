package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An office that clients run for, wait for and give up, while others ask who has it; each election has the next epoch. */
final class ElectionObject implements SimulatedObject {
    private static final int NOBODY = -1;

    private final Workload workload;
    private final boolean[] knowsThatItLeads;
    private final boolean[] resigning;
    private int leader = NOBODY;
    private int epoch;

    ElectionObject(Workload workload) {
        this.workload = workload;
        this.knowsThatItLeads = new boolean[workload.clients()];
        this.resigning = new boolean[workload.clients()];
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM, Flaw.DOUBLE_GRANT);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            return Request.of("leader");
        }
        resigning[client] = knowsThatItLeads[client];
        return Request.of(resigning[client] ? "resign" : "elect", name(client));
    }

    private static Datum name(int client) {
        return new Datum.Atom("c" + client);
    }

    @Override
    public @Nullable Answer apply(int client, Request request) {
        switch (request.function()) {
            case "leader" -> {
                return leader == NOBODY
                        ? Answer.DONE
                        : Answer.ok(new Datum.Items(List.of(name(leader), Atoms.of(epoch))));
            }
            case "resign" -> {
                leader = leader == client ? NOBODY : leader;
                return Answer.DONE;
            }
            default -> {
                if (leader != NOBODY) {
                    return null;
                }
                leader = client;
                return Answer.ok(Atoms.of(++epoch));
            }
        }
    }

    /** Who leads must know it, else nobody ever would resign. */
    @Override
    public boolean takesEffectUnseen(Request request, SplittableRandom random) {
        return !elects(request);
    }

    private static boolean elects(Request request) {
        return request.function().equals("elect");
    }

    @Override
    public void lost(int client, Request request) {
        if (request.function().equals("resign")) {
            knowsThatItLeads[client] = false;
            resigning[client] = false;
        }
    }

    @Override
    public void returned(int client, Request request) {
        if (!observes(request)) {
            knowsThatItLeads[client] = elects(request);
            resigning[client] = false;
        }
    }

    @Override
    public boolean observes(Request request) {
        return request.function().equals("leader");
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return observes(request) ? new Datum.Items(List.of(name(0), Atoms.PHANTOM)) : null;
    }

    /** Whoever leads does so for a while. */
    @Override
    public int think(Request request, SplittableRandom random) {
        return elects(request) ? 200 + random.nextInt(800) : 1 + random.nextInt(10);
    }

    @Override
    public boolean surelyTaken(Request request) {
        boolean taken = false;
        for (int client = 0; client < knowsThatItLeads.length; client++) {
            taken |= knowsThatItLeads[client] && !resigning[client];
        }
        return elects(request) && taken;
    }
}
