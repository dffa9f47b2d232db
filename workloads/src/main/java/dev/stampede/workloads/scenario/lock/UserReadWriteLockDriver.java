package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserReadWriteLock;
import java.util.List;

/**
 * Drives a user's read-write lock, sometimes as a reader, sometimes as a writer. {@link UserLockDriver} says what the
 * token of a hold is.
 *
 * <p>Settings: {@code class} (the name of the class) and {@code read.percent} (the share of read acquires).
 */
public final class UserReadWriteLockDriver extends LockDriver {
    /** The users' classes that this driver accepts: by the interface, or by methods with these names. */
    public static final UserClassContract<UserReadWriteLock> KIND = UserClassContract.of(UserReadWriteLock.class)
            .orNamed("acquireRead", "acquireRead", "lockRead")
            .orNamed("releaseRead", "releaseRead", "unlockRead")
            .orNamed("acquireWrite", "acquireWrite", "lockWrite")
            .orNamed("releaseWrite", "releaseWrite", "unlockWrite");

    private static final String WRITE_MODE = "write";

    @Override
    protected List<Lock> open(ClientContext context, String key) throws Exception {
        UserObjects<UserReadWriteLock> objects = KIND.objects(context);
        UserHold hold = new UserHold(context, key);
        UserReadWriteLock lock = objects.open(hold::doubt);
        return List.of(
                new UserHoldLock(
                        hold, objects::threw, LockInput.READ_MODE, lock::acquireRead, lock::releaseRead, () -> {}),
                new UserHoldLock(
                        hold,
                        objects::threw,
                        WRITE_MODE,
                        lock::acquireWrite,
                        lock::releaseWrite,
                        () -> objects.close(lock)));
    }

    @Override
    protected Lock choose(ClientContext context, List<Lock> locks) {
        return locks.get(context.random().nextInt(100) < percent(context, "read.percent") ? 0 : 1);
    }
}
