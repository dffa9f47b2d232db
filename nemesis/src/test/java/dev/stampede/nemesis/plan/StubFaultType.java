package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;

/**
 * A fault that does nothing.
 *
 * @param active the proof that it is active
 * @param healed the proof that it is healed
 * @param tookEffect the proof after the heal
 */
record StubFaultType(FaultDescriptor descriptor, Proof active, Proof healed, Proof tookEffect)
        implements DescribedFaultType {
    /** Its heal has no effect. */
    static final StubFaultType NEVER_HEALED = of(
            "never-healed",
            Proof.proven("broken"),
            Proof.notYet("still broken"),
            Proof.notYet("its effect does not outlast it"));

    /** It can be proven to have taken effect only after its heal. */
    static final StubFaultType PROVEN_AFTER_HEAL = of(
            "proven-after-heal",
            Proof.notYet("not seen yet"),
            Proof.proven("healed"),
            Proof.proven("seen after the heal"));

    private static StubFaultType of(String shape, Proof active, Proof healed, Proof tookEffect) {
        return new StubFaultType(
                new FaultDescriptor("stub", shape, "It does nothing.", TargetScope.MEMBER), active, healed, tookEffect);
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.STARVES_MEMBERS);
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(1_000, 1_000);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budget.of(new Budget.Term(300, "a short budget"));
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new Fault() {
            @Override
            public void inject() {}

            @Override
            public Proof verifyActive() {
                return active;
            }

            @Override
            public void heal() {}

            @Override
            public Proof verifyHealed() {
                return healed;
            }

            @Override
            public Proof verifyTookEffect() {
                return tookEffect;
            }
        };
    }
}
