package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.Semaphore;
import dev.stampede.checker.model.VersionedZnode;
import java.util.List;

/** Which specialists know an object. */
final class Specialists {
    private Specialists() {}

    /** Those that may decide problems of this model, in the order in which they are asked; usually few. */
    static List<Specialist> of(Model<?, ?, ?> model) {
        if (model instanceof Register) {
            return List.of(new RegisterSpecialist());
        }
        if (model instanceof VersionedZnode) {
            return List.of(new ZnodeSpecialist());
        }
        return locks(model);
    }

    private static List<Specialist> locks(Model<?, ?, ?> model) {
        if (model instanceof Mutex mutex) {
            Specialist byOwner = new MutexSpecialist(mutex.reentry());
            return mutex.reentry() == Mutex.Reentry.GRANTED
                    ? List.of(byOwner)
                    : List.of(byOwner, new TurnstileSpecialist(1));
        }
        if (model instanceof ReadWriteLock lock) {
            return List.of(new ReadWriteLockSpecialist(lock.downgrade()));
        }
        if (model instanceof Semaphore semaphore) {
            return List.of(new SemaphoreSpecialist(semaphore.permits()), new TurnstileSpecialist(semaphore.permits()));
        }
        if (model instanceof LeaderElection) {
            return List.of(new LeaderSpecialist());
        }
        return List.of();
    }
}
