package dev.stampede.checker.history.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One injected fault from its injection to its heal, with the evidence.
 *
 * @param injectedNanos when the injection was complete; {@link Operation#OPEN} if it never was
 * @param step the id of the plan's step
 * @param activeEvidence the evidence that the fault took effect, null if there is none
 * @param activeNanos when the effect was verified; {@link Operation#OPEN} if it never was
 * @param healingNanos when the heal began; {@link Operation#OPEN} if it never did
 * @param healedNanos when the heal was verified; {@link Operation#OPEN} if it never was
 * @param healedEvidence the evidence that the fault was healed, null if there is none
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

    /** Whether the fault has been verified to be in effect. */
    public boolean tookEffect() {
        return activeEvidence != null;
    }

    /** Whether the fault may have been in effect at some time in the closed interval, as far as the history shows. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return injectingNanos <= toNanos && fromNanos <= healedNanos;
    }

    /** Whether the fault has this effect. */
    public boolean has(FaultEffect effect) {
        return effects.contains(effect);
    }

    /** Whether the servers and the links between them keep working: only clients notice the fault. */
    public boolean sparesMembers() {
        return !has(FaultEffect.CUTS_MEMBERS)
                && !has(FaultEffect.KILLS_MEMBERS)
                && !has(FaultEffect.PAUSES_MEMBERS)
                && !has(FaultEffect.STARVES_MEMBERS);
    }

    /**
     * The members and clients to which the target was resolved, for people: {@code members 1 and 3, client 4}; the
     * target of the plan if it was not resolved.
     */
    public String resolvedTarget() {
        String resolved = Stream.of(numbered("member", members), numbered("client", clients))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return resolved.isEmpty() ? target : resolved;
    }

    private static String numbered(String noun, List<Integer> numbers) {
        int last = numbers.size() - 1;
        if (last < 1) {
            return last < 0 ? "" : noun + " " + numbers.get(0);
        }
        String others = numbers.subList(0, last).stream().map(String::valueOf).collect(Collectors.joining(", "));
        return noun + "s " + others + " and " + numbers.get(last);
    }

    /** The family and the shape, as written on the command line. */
    public String kind() {
        return family + ":" + shape;
    }
}
