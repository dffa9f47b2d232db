package dev.stampede.checker.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something broken on purpose, from injected to healed, with the evidence.
 *
 * @param injectedNanos when the injection was complete; {@link Operation#OPEN} if it never was
 * @param bite the proof that it acted, null if there is none
 * @param healingNanos when the heal began; {@link Operation#OPEN} if it never did
 * @param healedNanos when the heal was proven; {@link Operation#OPEN} if it never was
 * @param cure the proof that it healed, null if there is none
 */
public record FaultWindow(
        String fault,
        String atom,
        String family,
        String shape,
        String target,
        List<Integer> members,
        List<Integer> clients,
        List<String> links,
        long injectingNanos,
        long injectedNanos,
        @Nullable String bite,
        long bitNanos,
        long healingNanos,
        long healedNanos,
        @Nullable String cure) {

    /** Whether it is proven to have acted. */
    public boolean bit() {
        return bite != null;
    }

    /** Whether it may have acted at some time in the closed interval, by what is known. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return injectingNanos <= toNanos && fromNanos <= healedNanos;
    }

    /** The family and the shape as the command line writes them. */
    public String kind() {
        return family + ":" + shape;
    }
}
