package dev.stampede.nemesis.fault.session;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultChoices;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import dev.stampede.nemesis.fault.network.LinkCut;
import dev.stampede.nemesis.fault.network.PartitionLinks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client loses its session. */
public enum SessionExpiryFault implements DescribedFaultType {
    CLOSE(
            "close",
            "A second handle with the same session id and password is closed: the server ends the session (real).",
            FaultEffect.CLOSES_CLIENT_SESSION) {
        @Override
        public boolean momentary() {
            return true;
        }

        @Override
        public Fault create(FaultContext context, ResolvedTarget target, String execution) {
            return new SessionClose(context, target.clients().get(0));
        }
    },
    CUT(
            "cut",
            "A client is cut off from every member until the server has expired its session (real).",
            FaultEffect.CUTS_CLIENTS,
            FaultEffect.EXPIRES_CLIENT_SESSION) {
        @Override
        public Optional<Capability> requiredCapability() {
            return Optional.of(Capability.CUT_CLIENT_LINKS);
        }

        @Override
        public DurationRange durations(EnsembleFacts facts) {
            return DurationRange.of(
                    facts.expiryMillis() + facts.settingsOrAssumed().tickTimeMillis() + 1_000, 1_000);
        }

        @Override
        public Optional<String> durationProblem(Duration lasting, EnsembleFacts facts) {
            return lasting.toMillis() > facts.expiryMillis()
                    ? Optional.empty()
                    : Optional.of("a session of %d ms may take %d ms to expire. Increase the duration"
                            .formatted(facts.sessionTimeoutMillis(), facts.expiryMillis()));
        }

        @Override
        public ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
            List<Integer> all =
                    context.ensemble().members().stream().map(Member::number).toList();
            return chosen.cutting(PartitionLinks.client(chosen.clients().get(0), all));
        }

        @Override
        public Fault create(FaultContext context, ResolvedTarget target, String execution) {
            return new SessionCut(
                    context,
                    new LinkCut(context, execution, target.links()),
                    target.clients().get(0));
        }
    },
    FAKED(
            "faked",
            "The client is made to believe that its session has expired (injectSessionExpiration); the server keeps"
                    + " it. Never drawn when only the family is requested.",
            FaultEffect.FAKES_SESSION_EXPIRY) {
        @Override
        public boolean momentary() {
            return true;
        }

        @Override
        public boolean drawnByFamily() {
            return false;
        }

        @Override
        public Fault create(FaultContext context, ResolvedTarget target, String execution) {
            return new SessionFake(context, target.clients().get(0));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy of enum constants
    private final List<FaultEffect> effects;

    SessionExpiryFault(String shape, String description, FaultEffect... effects) {
        this.descriptor = new FaultDescriptor("session-expiry", shape, description, TargetScope.CLIENT);
        this.effects = List.of(effects);
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public List<FaultEffect> effects() {
        return effects;
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.ZERO;
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.sessionHeal(settings);
    }
}
