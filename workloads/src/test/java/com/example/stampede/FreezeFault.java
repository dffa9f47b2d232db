package com.example.stampede;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;

/** A user's fault: a member is paused so shortly that no other member detects it. */
public final class FreezeFault implements FaultType {
    @Override
    public String family() {
        return "freeze";
    }

    @Override
    public String shape() {
        return "short";
    }

    @Override
    public String description() {
        return "One member stops for less than a second.";
    }

    @Override
    public TargetScope scope() {
        return TargetScope.MEMBER;
    }

    @Override
    public QuorumEffect quorumEffect() {
        return QuorumEffect.ONE;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.PAUSES_MEMBERS);
    }

    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(300, 300);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.resumeHeal();
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new Freeze(context.ensemble().member(target.members().get(0)));
    }

    private record Freeze(Member member) implements Fault {
        @Override
        public void inject() {
            member.pause();
        }

        @Override
        public Proof verifyActive() {
            return member.paused() ? Proof.proven("its process is stopped") : Proof.notYet("its process runs");
        }

        @Override
        public void heal() {
            member.resume();
        }

        @Override
        public Proof verifyHealed() {
            return member.status().answers() ? Proof.proven("it answers") : Proof.notYet("it does not answer");
        }
    }
}
