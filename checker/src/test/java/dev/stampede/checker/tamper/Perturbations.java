package dev.stampede.checker.tamper;

import java.util.ArrayList;
import java.util.List;

/** All perturbations. */
final class Perturbations {
    private Perturbations() {}

    static List<Perturbation> all() {
        List<Perturbation> all = new ArrayList<>();
        all.addAll(TransactionPerturbations.all());
        all.addAll(ReadPerturbations.all());
        all.addAll(AuditPerturbations.all());
        all.addAll(EventPerturbations.all());
        all.addAll(LockPerturbations.all());
        all.addAll(ScenarioPerturbations.all());
        all.addAll(ProgressPerturbations.all());
        all.addAll(ConvergencePerturbations.all());
        all.addAll(QueuePerturbations.all());
        all.addAll(CounterPerturbations.all());
        all.addAll(BarrierPerturbations.all());
        all.addAll(MembershipPerturbations.all());
        all.addAll(WatchPerturbations.all());
        all.addAll(RemovalPerturbations.all());
        all.addAll(EvidencePerturbations.all());
        all.addAll(LegalPerturbations.all());
        all.addAll(LegalCoordination.all());
        return all;
    }
}
