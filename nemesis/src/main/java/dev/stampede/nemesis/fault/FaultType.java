package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One kind of fault, with everything that the command line, plans, the nemesis, checks and reports need to know about
 * it. To add a fault, implement this interface and {@link Fault}; nothing else changes.
 *
 * <p>{@code dev.stampede.nemesis.fault.registry.FaultTypes} lists all fault types: the built-in ones and those that
 * {@link java.util.ServiceLoader} finds under the name of this interface. A type that is found there needs a public
 * constructor without parameters.
 *
 * <p>Implementations are stateless and safe to use from several threads. Every method except {@link #create}, {@link
 * #affected} and {@link #canTarget} returns the same value for the same arguments.
 */
public interface FaultType {
    /** What {@link #family()} and {@link #shape()} look like: lower-case words with hyphens. */
    String NAME_PATTERN = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** The family, which groups related fault types on the command line and in reports; such as {@code partition}. */
    String family();

    /** The name within the family, such as {@code leader}. */
    String shape();

    /** {@code family:shape}, as on the command line, in plans and in histories. */
    default String fullName() {
        return family() + ":" + shape();
    }

    /** One or two sentences that say what the fault does, for {@code list faults}. */
    String description();

    /** What the fault can be aimed at. */
    TargetScope scope();

    /** What the ensemble must support; empty if every ensemble supports the fault. */
    default Optional<Capability> requiredCapability() {
        return Optional.empty();
    }

    /** How many voting members the ensemble must have at least. */
    default int leastVoters() {
        return 1;
    }

    /** How many voting members the fault takes out while it is active, so that a plan keeps a quorum. */
    default QuorumEffect quorumEffect() {
        return QuorumEffect.NONE;
    }

    /** What the fault does to members, clients and links, in the order of the enum. Checks judge by it; never empty. */
    List<FaultEffect> effects();

    /** Whether the fault ends by itself at once, so that its duration is always zero. */
    default boolean momentary() {
        return false;
    }

    /**
     * Whether a plan may draw the fault when only its family is requested. A fault that only pretends, such as an
     * expiry that is faked in the client, is not drawn.
     */
    default boolean drawnByFamily() {
        return true;
    }

    /** How long a generated plan lets the fault last on such an ensemble; zero for a momentary fault. */
    DurationRange durations(EnsembleFacts facts);

    /** Why the fault has no effect if it lasts this long, with the remedy; empty if the duration is long enough. */
    default Optional<String> durationProblem(Duration lasting, EnsembleFacts facts) {
        return Optional.empty();
    }

    /** How long the heal may take until it is verified. */
    Budget healBudget(EnsembleSettings settings);

    /** Whether the fault can act on this client now. Asked only if {@link #scope()} is a client. */
    default boolean canTarget(ClientTarget client) {
        return scope() == TargetScope.WORKER
                ? client.workerProcess().isPresent()
                : client.session().id() != 0 && client.session().connected();
    }

    /**
     * Extends the chosen target to everything that the fault acts on: the links that a partition cuts, all clients of
     * a worker. By default it is the chosen target alone.
     *
     * @param chosen one member, one client, or every member, as {@link #scope()} says
     * @param choices decide where the fault has a choice, such as the order of the members in a ring
     */
    default ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
        return chosen;
    }

    /**
     * Makes the fault for one execution of a plan step; it injects nothing yet.
     *
     * @param execution names the execution in {@link FaultContext#holdings()} and in evidence
     * @throws FaultImpossibleException if the target does not allow the fault now
     */
    Fault create(FaultContext context, ResolvedTarget target, String execution);

    /** Why the fault cannot be injected into such an ensemble, with the remedy; empty if it can. */
    default Optional<String> obstacle(EnsembleFacts facts) {
        Optional<Capability> missing =
                requiredCapability().filter(capability -> !facts.capabilities().contains(capability));
        if (missing.isPresent()) {
            return Optional.of(
                    "%s needs an ensemble whose %s; this one (%s) does not support that. Leave the fault out, or run on --ensemble %s"
                            .formatted(
                                    fullName(),
                                    missing.get().description(),
                                    facts.description(),
                                    missing.get().supportedBy()));
        }
        if (facts.voters() < leastVoters()) {
            return Optional.of(
                    "%s needs at least %d voting members; this ensemble has %d. Leave the fault out, or add --members %d"
                            .formatted(fullName(), leastVoters(), facts.voters(), Math.max(3, leastVoters())));
        }
        return scope().obstacle(fullName(), facts);
    }
}
