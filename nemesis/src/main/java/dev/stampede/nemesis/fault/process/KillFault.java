package dev.stampede.nemesis.fault.process;

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
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.Optional;

/** Members are killed (SIGKILL) and restarted. */
public enum KillFault implements DescribedFaultType {
    LEADER("leader", "The leader is killed and restarted.", TargetScope.LEADER, QuorumEffect.ONE),
    RANDOM("random", "One member is killed and restarted.", TargetScope.MEMBER, QuorumEffect.ONE),
    MAJORITY(
            "majority",
            "A majority of the voting members is killed at once and restarted: no quorum is left.",
            TargetScope.ALL_MEMBERS,
            QuorumEffect.QUORUM) {
        @Override
        public ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
            List<Integer> voters = choices.order(context.ensemble().members().stream()
                    .filter(Member::voting)
                    .map(Member::number)
                    .toList());
            return ResolvedTarget.members(voters.subList(0, voters.size() / 2 + 1));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    private final QuorumEffect quorumEffect;

    KillFault(String shape, String description, TargetScope scope, QuorumEffect quorumEffect) {
        this.descriptor = new FaultDescriptor("kill", shape, description, scope);
        this.quorumEffect = quorumEffect;
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capability> requiredCapability() {
        return Optional.of(Capability.KILL_MEMBERS);
    }

    @Override
    public QuorumEffect quorumEffect() {
        return quorumEffect;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.KILLS_MEMBERS);
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(1_000, 3_000);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.restartHeal(settings);
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new MemberKill(context, execution, target.members());
    }
}
