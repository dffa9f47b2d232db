package dev.stampede.checker.testing;

import dev.stampede.checker.history.data.FaultEffect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault for a {@link HistoryBuilder}: its kind, its targets and its effects. Immutable: each method returns a changed
 * copy.
 *
 * @param step the id of the plan's step; null if the builder assigns one, such as {@code kill-1}
 * @param target the target as written in the plan
 * @param links the directed links that it cuts, as in {@link dev.stampede.checker.history.data.Event.FaultInjecting}
 * @param effects initially those of this project's fault of the same family and shape; none for a family that this
 *     project does not have
 */
public record FaultScope(
        String family,
        String shape,
        @Nullable String step,
        String target,
        List<Integer> members,
        List<Integer> clients,
        List<String> links,
        List<FaultEffect> effects) {
    public FaultScope {
        members = List.copyOf(members);
        clients = List.copyOf(clients);
        links = List.copyOf(links);
        effects = List.copyOf(effects);
    }

    /** A fault without targets. */
    public static FaultScope of(String family, String shape) {
        List<FaultEffect> effects = effectsOf(family, shape);
        return new FaultScope(family, shape, null, "role", List.of(), List.of(), List.of(), effects);
    }

    /** Sets the step of the plan and the target as written in the plan. */
    public FaultScope planned(String inStep, String atTarget) {
        return new FaultScope(family, shape, inStep, atTarget, members, clients, links, effects);
    }

    /** Sets the members that the target was resolved to. */
    public FaultScope members(Integer... changed) {
        return members(List.of(changed));
    }

    /** Sets the members that the target was resolved to. */
    public FaultScope members(List<Integer> changed) {
        return new FaultScope(family, shape, step, target, changed, clients, links, effects);
    }

    /** Sets the clients that the target was resolved to. */
    public FaultScope clients(Integer... changed) {
        return clients(List.of(changed));
    }

    /** Sets the clients that the target was resolved to. */
    public FaultScope clients(List<Integer> changed) {
        return new FaultScope(family, shape, step, target, members, changed, links, effects);
    }

    /** Sets the links that the fault cuts, such as {@code 1->2} or {@code c3->1}. */
    public FaultScope links(List<String> changed) {
        return new FaultScope(family, shape, step, target, members, clients, changed, effects);
    }

    /** Sets the effects, where they differ from those of this project's fault of the same family and shape. */
    public FaultScope effects(FaultEffect... changed) {
        return new FaultScope(family, shape, step, target, members, clients, links, List.of(changed));
    }

    private static List<FaultEffect> effectsOf(String family, String shape) {
        return switch (family) {
            case "partition" -> List.of(FaultEffect.CUTS_MEMBERS);
            case "kill" -> List.of(FaultEffect.KILLS_MEMBERS);
            case "pause" -> List.of(FaultEffect.PAUSES_MEMBERS);
            case "client-partition" -> List.of(FaultEffect.CUTS_CLIENTS);
            case "client-kill" -> List.of(FaultEffect.KILLS_CLIENT_JVM);
            case "client-pause" -> List.of(FaultEffect.PAUSES_CLIENT_JVM);
            case "session-expiry" -> effectsOfExpiry(shape);
            default -> List.of();
        };
    }

    private static List<FaultEffect> effectsOfExpiry(String shape) {
        return switch (shape) {
            case "close" -> List.of(FaultEffect.CLOSES_CLIENT_SESSION);
            case "faked" -> List.of(FaultEffect.FAKES_SESSION_EXPIRY);
            default -> List.of(FaultEffect.CUTS_CLIENTS, FaultEffect.EXPIRES_CLIENT_SESSION);
        };
    }
}
