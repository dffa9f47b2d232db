package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Counter;
import dev.stampede.checker.model.ElementSet;
import dev.stampede.checker.model.FifoQueue;
import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Mutex;
import dev.stampede.checker.model.ReadWriteLock;
import dev.stampede.checker.model.Register;
import dev.stampede.checker.model.Semaphore;
import dev.stampede.checker.model.VersionedZnode;
import java.util.ArrayList;
import java.util.List;

/** Which specialists know an object. */
final class Specialists {
    private Specialists() {}

    /** Those that may decide problems of this model, in the order in which they are asked; usually few. */
    static List<Specialist> of(Model<?, ?, ?> model) {
        List<Specialist> all = new ArrayList<>(locks(model));
        all.addAll(values(model));
        all.add(growing(model) ? all.size() : 0, new ZxidCertificate());
        return List.copyOf(all);
    }

    /** Whether states grow with the history, so that to replay a certificate is the more expensive way. */
    private static boolean growing(Model<?, ?, ?> model) {
        return model instanceof FifoQueue || model instanceof ElementSet || model instanceof IdGenerator;
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
        return model instanceof LeaderElection ? List.of(new LeaderSpecialist()) : List.of();
    }

    private static List<Specialist> values(Model<?, ?, ?> model) {
        if (model instanceof Register) {
            return List.of(new RegisterSpecialist());
        }
        if (model instanceof VersionedZnode) {
            return List.of(new ZnodeSpecialist());
        }
        if (model instanceof FifoQueue) {
            return List.of(new FifoSpecialist());
        }
        if (model instanceof ElementSet) {
            return List.of(new SnapshotSpecialist(), new MembershipSpecialist());
        }
        if (model instanceof Counter) {
            return List.of(new CounterSpecialist());
        }
        return model instanceof IdGenerator ? List.of(new IdSpecialist()) : List.of();
    }
}
