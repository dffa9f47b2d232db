package dev.stampede.checker.history.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something broken on purpose, from injected to healed, with the evidence.
 *
 * @param injectedNanos when the injection was complete; {@link Operation#OPEN} if it never was
 * @param step the id of the plan's step
 * @param activeEvidence the proof that it took effect, null if there is none
 * @param activeNanos when that was proven; {@link Operation#OPEN} if it never was
 * @param healingNanos when the heal began; {@link Operation#OPEN} if it never did
 * @param healedNanos when the heal was proven; {@link Operation#OPEN} if it never was
 * @param healedEvidence the proof that it healed, null if there is none
 */
public record FaultWindow(
        String fault,
        String step,
        String family,
        String shape,
        String target,
        List<Integer> members,
        List<Integer> clients,
        List<String> links,
        List<FaultEffect> effects,
        long injectingNanos,
        long injectedNanos,
        @Nullable String activeEvidence,
        long activeNanos,
        long healingNanos,
        long healedNanos,
        @Nullable String healedEvidence) {

    /** Whether it is proven to have taken effect. */
    public boolean tookEffect() {
        return activeEvidence != null;
    }

    /** Whether it may have acted at some time in the closed interval, by what is known. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return injectingNanos <= toNanos && fromNanos <= healedNanos;
    }

    /** Whether it does this while it lasts. */
    public boolean has(FaultEffect effect) {
        return effects.contains(effect);
    }

    /** Whether the servers keep running and keep their links to each other: only clients notice it. */
    public boolean sparesMembers() {
        return !has(FaultEffect.CUTS_MEMBERS)
                && !has(FaultEffect.KILLS_MEMBERS)
                && !has(FaultEffect.PAUSES_MEMBERS)
                && !has(FaultEffect.STARVES_MEMBERS);
    }

    /** The family and the shape as the command line writes them. */
    public String kind() {
        return family + ":" + shape;
    }
}
