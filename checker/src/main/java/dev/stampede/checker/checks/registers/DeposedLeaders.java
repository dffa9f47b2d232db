package dev.stampede.checker.checks.registers;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.RoleChanged;
import java.util.List;

/**
 * When there may have been a leader that had been deposed without knowing it.
 *
 * <p>A leader steps down when it has not heard from a majority for {@code syncLimit} ticks, so there may be one for so long
 * after a fault among members began, or around any change of roles; roles are observed late, so a second is added on both
 * sides. Where the settings are unknown, 30 s. Immutable.
 */
final class DeposedLeaders {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNKNOWN = 30 * SECOND;

    private final History history;
    private final long aroundNanos;
    private final List<RoleChanged> changes;

    DeposedLeaders(History history) {
        this.history = history;
        EnsembleSettings settings = history.header().settings();
        this.aroundNanos = settings == null
                ? UNKNOWN
                : (long) settings.initLimit() * settings.tickTimeMillis() * 1_000_000L + SECOND;
        List<RoleChanged> all = history.events(RoleChanged.class).toList();
        long settled = history.events(Event.PhaseBegan.class)
                .filter(p -> p.phase() == Event.Phase.WARM_UP)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(0);
        this.changes = all.stream()
                .filter(c -> c.role() != MemberRole.UNKNOWN && c.atNanos() > settled)
                .toList();
    }

    boolean maybeDeposed(long fromNanos, long toNanos) {
        long from = fromNanos - aroundNanos;
        long to = toNanos + aroundNanos;
        return changes.stream().anyMatch(c -> from <= c.atNanos() && c.atNanos() <= to)
                || history.faults().stream().filter(f -> !f.sparesMembers()).anyMatch(f -> f.overlaps(from, to));
    }
}
