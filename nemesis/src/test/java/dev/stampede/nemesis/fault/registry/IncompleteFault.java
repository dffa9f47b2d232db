package dev.stampede.nemesis.fault.registry;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;

/** A fault type with every possible mistake. */
final class IncompleteFault implements FaultType {
    @Override
    public String family() {
        return "partition";
    }

    @Override
    public String shape() {
        return "Bad Shape";
    }

    @Override
    public String description() {
        return " ";
    }

    @Override
    public TargetScope scope() {
        return TargetScope.CLIENT;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of();
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.ZERO;
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budget.of();
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        throw new UnsupportedOperationException();
    }
}
