package dev.stampede.checker.generator;

import java.util.Set;
import java.util.SplittableRandom;

/** A generator of ids. */
final class IdObject implements SimulatedObject {
    private int given;

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        return Request.of("generate");
    }

    @Override
    public Answer apply(int client, Request request) {
        return Answer.ok(Atoms.of(++given));
    }

    @Override
    public boolean observes(Request request) {
        return true;
    }
}
