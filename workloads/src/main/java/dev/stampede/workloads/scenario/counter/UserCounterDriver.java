package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import dev.stampede.workloads.user.UserCounter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Drives a user's counter. Settings: those of {@link CounterDriver} with one object, and {@code class} (the name of the
 * class).
 */
public final class UserCounterDriver extends CounterDriver {
    /** The classes that are suitable. */
    public static final UserClassContract<UserCounter> KIND = UserClassContract.of(UserCounter.class);

    @Override
    protected DrivenCounter open(ClientContext context, String path) throws Exception {
        UserObjects<UserCounter> objects = KIND.objects(context);
        return new Users(context, path, objects, objects.open());
    }

    private static final class Users extends DrivenCounter {
        private final UserObjects<UserCounter> objects;
        private final UserCounter counter;

        Users(ClientContext context, String path, UserObjects<UserCounter> objects, UserCounter counter) {
            super(context, path);
            this.objects = objects;
            this.counter = counter;
        }

        @Override
        protected void increment() throws Exception {
            record(new CounterInput.Increment(), () -> {
                OptionalLong count = counter.increment();
                return count.isPresent() ? counted(count.getAsLong()) : Optional.<OperationOutput>empty();
            });
        }

        @Override
        protected long count() throws Exception {
            return counter.get();
        }

        @Override
        protected void threw(Recorder.Op op, Exception thrown) {
            objects.threw(op, thrown);
        }

        @Override
        protected void close() throws Exception {
            objects.close(counter);
        }
    }
}
