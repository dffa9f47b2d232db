package dev.stampede.nemesis.fault.process;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.Optional;

/** Members are paused (SIGSTOP) and continue later (SIGCONT). */
public enum PauseFault implements DescribedFaultType {
    LEADER("leader", "The leader is paused and continues later.", TargetScope.LEADER),
    RANDOM("random", "One member is paused and continues later.", TargetScope.MEMBER);

    /** Shorter pauses have hardly any effect. */
    static final long LEAST_MILLIS = 3_000;

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    PauseFault(String shape, String description, TargetScope scope) {
        this.descriptor = new FaultDescriptor("pause", shape, description, scope);
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capability> requiredCapability() {
        return Optional.of(Capability.PAUSE_MEMBERS);
    }

    @Override
    public QuorumEffect quorumEffect() {
        return QuorumEffect.ONE;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.PAUSES_MEMBERS);
    }

    /** In each of these durations, the other members detect the pause. */
    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(Math.max(LEAST_MILLIS, facts.noticeMillis() + 500), 2_000);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.resumeHeal();
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new MemberPause(context, execution, target.members());
    }
}
