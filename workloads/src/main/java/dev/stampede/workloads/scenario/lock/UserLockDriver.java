package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserLock;
import java.util.List;

/**
 * Drives a user's lock: a {@link UserLock}, or a class with methods of the names that {@link #KIND} lists.
 *
 * <p>The token of a hold is the czxid of an ephemeral znode that the class created during the acquire: the newest one
 * below the key or, if there is none, the only one elsewhere. The token is unknown if there are several elsewhere, or
 * if the class opens its own handles.
 *
 * <p>Setting: {@code class} (the name of the class).
 */
public final class UserLockDriver extends LockDriver {
    /** The suitable classes. */
    public static final UserClassContract<UserLock> KIND = UserClassContract.of(UserLock.class)
            .orNamed("acquire", "acquire", "lock")
            .orNamed("release", "release", "unlock");

    @Override
    protected List<Lock> open(ClientContext context, String key) throws Exception {
        UserObjects<UserLock> objects = KIND.objects(context);
        UserHold hold = new UserHold(context, key);
        UserLock lock = objects.open(hold::doubt);
        return List.of(
                new UserHoldLock(hold, objects::threw, null, lock::acquire, lock::release, () -> objects.close(lock)));
    }
}
