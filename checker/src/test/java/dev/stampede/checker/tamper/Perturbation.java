package dev.stampede.checker.tamper;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A change of recorded histories, and the verdict that the changed history must get.
 *
 * @param name what it does
 * @param promise the promise that an impossible change breaks; null for a legal change
 * @param places where it applies
 * @param expected the verdict; null if it must not change
 * @param layer the layer at fault, null unless the verdict is INVALID
 * @param found the expected kinds of the headline's anomaly, as {@code check/kind} or {@code check} alone; for
 *     INCONCLUSIVE the expected checks
 */
record Perturbation(
        String name,
        @Nullable Guarantee promise,
        Places places,
        @Nullable Verdict expected,
        @Nullable Blame layer,
        List<String> found) {

    /** A change after which the history is impossible: INVALID. */
    static Perturbation impossible(String name, Guarantee promise, Blame layer, List<String> found, Places places) {
        return new Perturbation(name, promise, places, Verdict.INVALID, layer, found);
    }

    /** A change that removes evidence, so that a check can no longer decide. */
    static Perturbation uncovering(String name, String check, Places places) {
        return new Perturbation(name, Guarantee.EVIDENCE, places, Verdict.INCONCLUSIVE, null, List.of(check));
    }

    /** A change after which the history is as possible as before. */
    static Perturbation legal(String name, Places places) {
        return new Perturbation(name, null, places, null, null, List.of());
    }

    boolean legal() {
        return promise == null;
    }

    /**
     * The changed copy of a recording, empty if the perturbation does not apply to it.
     *
     * @param seed selects one of the places at which it applies
     */
    Optional<RecordedEvents> apply(Recording recording, int seed) {
        List<Consumer<HistoryEdit>> all = places.in(recording);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int chosen = Math.floorMod((name + recording.name()).hashCode() * 31 + seed * 7919, all.size());
        HistoryEdit edit = new HistoryEdit(recording);
        all.get(chosen).accept(edit);
        return Optional.of(edit.apply());
    }

    @Override
    public String toString() {
        return name;
    }
}
