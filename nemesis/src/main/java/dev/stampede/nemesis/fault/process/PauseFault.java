package dev.stampede.nemesis.fault.process;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.Optional;

/** Members are paused (SIGSTOP) and continue later (SIGCONT). */
public enum PauseFault implements FaultType {
    LEADER("leader", "The leader is paused and continues later.", TargetScope.LEADER),
    RANDOM("random", "One member is paused and continues later.", TargetScope.MEMBER);

    /** Shorter pauses have hardly any effect. */
    static final long LEAST_MILLIS = 3_000;

    private final String shape;
    private final String description;
    private final TargetScope scope;

    PauseFault(String shape, String description, TargetScope scope) {
        this.shape = shape;
        this.description = description;
        this.scope = scope;
    }

    @Override
    public String family() {
        return "pause";
    }

    @Override
    public String shape() {
        return shape;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public TargetScope scope() {
        return scope;
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

    /** Long enough for the other members to detect the pause. */
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
