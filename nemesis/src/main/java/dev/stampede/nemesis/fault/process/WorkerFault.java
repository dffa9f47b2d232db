package dev.stampede.nemesis.fault.process;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultChoices;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.OptionalLong;

/** A worker JVM is killed or paused, with all clients in it. */
public enum WorkerFault implements DescribedFaultType {
    KILL(
            "client-kill",
            "The worker JVM of a client is killed (SIGKILL), with all clients in it, and started again.",
            FaultEffect.KILLS_CLIENT_JVM) {
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
            return new WorkerKill(context, execution, target.clients());
        }
    },
    PAUSE(
            "client-pause",
            "The worker JVM of a client is paused (SIGSTOP), with all clients in it, and continues later (SIGCONT).",
            FaultEffect.PAUSES_CLIENT_JVM) {
        /** The longest pauses exceed the session timeout. */
        @Override
        public DurationRange durations(EnsembleFacts facts) {
            return new DurationRange(PauseFault.LEAST_MILLIS, Math.max(4_000, facts.expiryMillis() + 2_000));
        }

        @Override
        public Budget healBudget(EnsembleSettings settings) {
            return Budgets.resumeHeal();
        }

        @Override
        public Fault create(FaultContext context, ResolvedTarget target, String execution) {
            return new WorkerPause(context, execution, target.clients());
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    private final FaultEffect effect;

    WorkerFault(String family, String description, FaultEffect effect) {
        this.descriptor = new FaultDescriptor(family, "worker", description, TargetScope.WORKER);
        this.effect = effect;
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(effect);
    }

    /** All clients in the worker of the chosen client. */
    @Override
    public ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
        OptionalLong process = context.client(chosen.clients().get(0)).workerProcess();
        return ResolvedTarget.clients(context.clients().stream()
                .filter(c -> c.workerProcess().equals(process))
                .map(ClientTarget::number)
                .toList());
    }
}
