package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A store of texts by key, to which clients mostly append texts that tell who appended them. */
final class KeyValueObject implements SimulatedObject {
    /** One of so many writes replaces the text. */
    private static final int APPENDS = 10;

    private final Workload workload;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<Integer, Integer> writes = new HashMap<>();

    KeyValueObject(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        String key = Integer.toString(random.nextInt(workload.keys()));
        if (random.nextDouble() < workload.reads()) {
            return new Request("get", key, Datum.Atom.NIL);
        }
        String text = "x " + client + " " + (writes.merge(client, 1, Integer::sum) - 1) + " y";
        return new Request(random.nextInt(APPENDS) == 0 ? "put" : "append", key, new Datum.Quoted(text));
    }

    @Override
    public Answer apply(int client, Request request) {
        String text = texts.getOrDefault(request.key(), "");
        if (observes(request)) {
            return Answer.ok(new Datum.Quoted(text));
        }
        String more = ((Datum.Quoted) request.argument()).content();
        texts.put(request.key(), request.function().equals("put") ? more : text + more);
        return Answer.DONE;
    }

    @Override
    public boolean observes(Request request) {
        return request.function().equals("get");
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return observes(request) ? new Datum.Quoted(texts.getOrDefault(request.key(), "") + "z") : null;
    }
}
