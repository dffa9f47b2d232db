package dev.stampede.nemesis.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the heal at the end of the chaos phase came to.
 *
 * @param unhealed the faults whose heal could not be proven
 * @param leftovers what was found broken after all heals and was mended without a proof
 * @param sinkFailure what the consumer of events threw first, if it did
 */
public record HealReport(List<Unhealed> unhealed, List<String> leftovers, @Nullable RuntimeException sinkFailure) {
    public HealReport {
        unhealed = List.copyOf(unhealed);
        leftovers = List.copyOf(leftovers);
    }

    /** Whether every heal is proven and nothing was left over. */
    public boolean complete() {
        return unhealed.isEmpty() && leftovers.isEmpty();
    }

    /** A fault whose heal could not be proven. */
    public record Unhealed(String fault, String kind, String reason) {}
}
