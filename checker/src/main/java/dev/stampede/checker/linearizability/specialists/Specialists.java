package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ElementSet;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.PriorityQueue;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.Semaphore;
import dev.stampede.checker.model.VersionedZnode;
import java.util.List;

/** The specialists of each model. */
public final class Specialists {
    private Specialists() {}

    /**
     * The specialists that may decide problems of this model, in the order in which they are asked. The certificate
     * comes last for models whose states grow with the history, because replaying them takes longer than the other
     * specialists need.
     */
    public static List<Specialist> of(Model<?, ?, ?> model) {
        if (model instanceof Register) {
            return List.of(new ZxidCertificate(), new RegisterSpecialist());
        }
        if (model instanceof VersionedZnode) {
            return List.of(new ZxidCertificate(), new ZnodeSpecialist());
        }
        if (model instanceof FifoQueue) {
            return List.of(new FifoSpecialist(), new ZxidCertificate());
        }
        if (model instanceof PriorityQueue) {
            return List.of(new PrioritySpecialist(), new ZxidCertificate());
        }
        if (model instanceof ElementSet) {
            return List.of(new SnapshotSpecialist(), new MembershipSpecialist(), new ZxidCertificate());
        }
        if (model instanceof Counter) {
            return List.of(new ZxidCertificate(), new CounterSpecialist());
        }
        return model instanceof IdGenerator ? List.of(new IdSpecialist(), new ZxidCertificate()) : locks(model);
    }

    private static List<Specialist> locks(Model<?, ?, ?> model) {
        if (model instanceof Mutex mutex) {
            Specialist byOwner = new MutexSpecialist(mutex.reentry());
            return mutex.reentry() == Mutex.Reentry.GRANTED
                    ? List.of(new ZxidCertificate(), byOwner)
                    : List.of(new ZxidCertificate(), byOwner, new TurnstileSpecialist(1));
        }
        if (model instanceof ReadWriteLock lock) {
            return List.of(new ZxidCertificate(), new ReadWriteLockSpecialist(lock.downgrade()));
        }
        if (model instanceof Semaphore semaphore) {
            int permits = semaphore.permits();
            return List.of(new ZxidCertificate(), new SemaphoreSpecialist(permits), new TurnstileSpecialist(permits));
        }
        return model instanceof LeaderElection
                ? List.of(new ZxidCertificate(), new LeaderSpecialist())
                : List.of(new ZxidCertificate());
    }
}
