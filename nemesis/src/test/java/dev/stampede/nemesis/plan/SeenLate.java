package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;

/** A fault that can be proven to have taken effect only after its heal. */
final class SeenLate implements FaultType {
    @Override
    public String family() {
        return "broken";
    }

    @Override
    public String shape() {
        return "seen-late";
    }

    @Override
    public String description() {
        return "Its effect can be proven only after its heal.";
    }

    @Override
    public TargetScope scope() {
        return TargetScope.MEMBER;
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
                return Proof.notYet("not seen yet");
            }

            @Override
            public void heal() {}

            @Override
            public Proof verifyHealed() {
                return Proof.proven("healed");
            }

            @Override
            public Proof verifyTookEffect() {
                return Proof.proven("seen after the heal");
            }
        };
    }
}
