package dev.stampede.checker.testing;

import dev.stampede.checker.history.data.FaultEffect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fault is, whom it touches, and what it does to them. Immutable: each method returns a changed copy.
 *
 * @param step the step of the plan that it belongs to; null if the builder is to number it, as in {@code kill-1}
 * @param target the role that the plan names
 * @param links the directed links that it cuts, as in {@link dev.stampede.checker.history.data.Event.FaultInjecting}
 * @param effects at first those that this project's fault of this family and shape declares, none for other families
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

    /** A fault that touches nobody yet. */
    public static FaultScope of(String family, String shape) {
        List<FaultEffect> effects = effectsOf(family, shape);
        return new FaultScope(family, shape, null, "role", List.of(), List.of(), List.of(), effects);
    }

    /** The step of the plan that it belongs to, and the role that the plan names. */
    public FaultScope planned(String inStep, String atTarget) {
        return new FaultScope(family, shape, inStep, atTarget, members, clients, links, effects);
    }

    /** The members that it was resolved to. */
    public FaultScope members(Integer... changed) {
        return members(List.of(changed));
    }

    /** The members that it was resolved to. */
    public FaultScope members(List<Integer> changed) {
        return new FaultScope(family, shape, step, target, changed, clients, links, effects);
    }

    /** The clients that it was resolved to. */
    public FaultScope clients(Integer... changed) {
        return clients(List.of(changed));
    }

    /** The clients that it was resolved to. */
    public FaultScope clients(List<Integer> changed) {
        return new FaultScope(family, shape, step, target, members, changed, links, effects);
    }

    /** The links that it cuts, such as {@code 1->2} or {@code c3->1}. */
    public FaultScope links(List<String> changed) {
        return new FaultScope(family, shape, step, target, members, clients, changed, effects);
    }

    /** What it does, where this is not what this project's fault of this name does. */
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
