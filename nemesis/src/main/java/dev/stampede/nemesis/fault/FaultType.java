package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One kind of fault, with all properties that the command line, plans, the nemesis, checks and reports use. To add a
 * fault, implement this interface and {@link Fault}; nothing else changes.
 *
 * <p>{@code dev.stampede.nemesis.fault.registry.FaultTypes} lists all fault types: the built-in ones and those that
 * {@link java.util.ServiceLoader} finds under the name of this interface. A type of the latter kind needs a public
 * constructor without parameters.
 *
 * <p>Implementations are stateless and safe to use from several threads. Every method except {@link #create}, {@link
 * #affected} and {@link #canTarget} returns the same value for the same arguments.
 */
public interface FaultType {
    /** The syntax of {@link #family()} and {@link #shape()}: lower-case words with hyphens. */
    String NAME_PATTERN = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /** The family, which groups related fault types on the command line and in reports; such as {@code partition}. */
    String family();

    /** The name within the family, such as {@code leader}. */
    String shape();

    /** {@code family:shape}, the name on the command line, in plans and in histories. */
    default String fullName() {
        return family() + ":" + shape();
    }

    /** One or two sentences that say what the fault does, for {@code list faults}. */
    String description();

    /** The targets that the fault can have. */
    TargetScope scope();

    /** The capability that the ensemble must have; empty if every ensemble supports the fault. */
    default Optional<Capability> requiredCapability() {
        return Optional.empty();
    }

    /** The least number of voting members that the ensemble must have. */
    default int leastVoters() {
        return 1;
    }

    /** The number of voting members that are unavailable while the fault is active. Plans use it to keep a quorum. */
    default QuorumEffect quorumEffect() {
        return QuorumEffect.NONE;
    }

    /**
     * The effects of the fault on members, clients and links, in the order of the enum; never empty. Checks depend on
     * them.
     */
    List<FaultEffect> effects();

    /** Whether the fault has no duration: it ends immediately after the injection. */
    default boolean momentary() {
        return false;
    }

    /**
     * Whether a plan may draw the fault when only its family is requested. A fake, such as an expiry that only the
     * client sees, is not drawn.
     */
    default boolean drawnByFamily() {
        return true;
    }

    /** The durations of the fault in generated plans for an ensemble with these facts; zero for a momentary fault. */
    DurationRange durations(EnsembleFacts facts);

    /** The reason why the fault has no effect within this duration, with the remedy; empty if it is long enough. */
    default Optional<String> durationProblem(Duration lasting, EnsembleFacts facts) {
        return Optional.empty();
    }

    /** The time within which the heal must be verified. */
    Budget healBudget(EnsembleSettings settings);

    /**
     * Whether the fault can act on this client now. Called only if {@link #scope()} is {@code CLIENT} or {@code
     * WORKER}.
     */
    default boolean canTarget(ClientTarget client) {
        return scope() == TargetScope.WORKER
                ? client.workerProcess().isPresent()
                : client.session().id() != 0 && client.session().connected();
    }

    /**
     * Extends the chosen target to everything that the fault acts on, such as the links that a partition cuts, or all
     * clients of a worker. The default is the chosen target alone.
     *
     * @param chosen one member, one client, or every member, depending on {@link #scope()}
     * @param choices the source of random choices, such as the order of the members in a ring
     */
    default ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
        return chosen;
    }

    /**
     * Creates the fault for one execution of a plan step. Does not inject it.
     *
     * @param execution the name of the execution in {@link FaultContext#holdings()} and in evidence
     * @throws FaultImpossibleException if the target does not allow the fault now
     */
    Fault create(FaultContext context, ResolvedTarget target, String execution);

    /**
     * The reason why a run with these facts does not allow the fault, with the remedy; empty if it allows the fault.
     */
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
