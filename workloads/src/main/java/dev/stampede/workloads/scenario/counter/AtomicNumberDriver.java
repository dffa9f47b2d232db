package dev.stampede.workloads.scenario.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.ClientContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.AtomicValue;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicInteger;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicNumber;
import org.apache.curator.framework.recipes.atomic.PromotedToLock;
import org.apache.curator.retry.RetryNTimes;

/**
 * Drives Curator's {@link DistributedAtomicLong} or {@link DistributedAtomicInteger}.
 *
 * <p>Settings: {@code type} ({@code long} or {@code integer}); {@code promoted} ({@code true}: after two optimistic
 * attempts the recipe takes a mutex; {@code false}: it makes up to 20 optimistic attempts).
 */
public final class AtomicNumberDriver extends CuratorCounterDriver {
    private static final int BETWEEN_ATTEMPTS_MILLIS = 10;
    private static final int OPTIMISTIC_RETRIES = 20;
    private static final int LOCK_SECONDS = 10;

    @Override
    protected DrivenCounter open(ClientContext context, CuratorFramework framework, String path) {
        return new Atomic(context, path, number(context, framework, path));
    }

    private static DistributedAtomicNumber<? extends Number> number(
            ClientContext context, CuratorFramework framework, String path) {
        boolean integer = context.spec().setting("type").equals("integer");
        if (!context.spec().setting("promoted").equals("true")) {
            RetryNTimes retries = new RetryNTimes(OPTIMISTIC_RETRIES, BETWEEN_ATTEMPTS_MILLIS);
            return integer
                    ? new DistributedAtomicInteger(framework, path, retries)
                    : new DistributedAtomicLong(framework, path, retries);
        }
        RetryNTimes retries = new RetryNTimes(1, 1);
        PromotedToLock lock = PromotedToLock.builder()
                .lockPath(path + "-lock")
                .timeout(LOCK_SECONDS, TimeUnit.SECONDS)
                .retryPolicy(new RetryNTimes(OPTIMISTIC_RETRIES, BETWEEN_ATTEMPTS_MILLIS))
                .build();
        return integer
                ? new DistributedAtomicInteger(framework, path, retries, lock)
                : new DistributedAtomicLong(framework, path, retries, lock);
    }

    private static final class Atomic extends DrivenCounter {
        private final DistributedAtomicNumber<? extends Number> number;

        Atomic(ClientContext context, String path, DistributedAtomicNumber<? extends Number> number) {
            super(context, path);
            this.number = number;
        }

        @Override
        protected void increment() throws Exception {
            record(new CounterInput.Increment(), () -> {
                AtomicValue<? extends Number> value = number.increment();
                return value.succeeded() ? counted(value.postValue().longValue()) : Optional.<OperationOutput>empty();
            });
        }

        @Override
        protected long count() throws Exception {
            return number.get().postValue().longValue();
        }
    }
}
