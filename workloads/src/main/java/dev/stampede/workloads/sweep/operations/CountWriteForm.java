package dev.stampede.workloads.sweep.operations;

import dev.stampede.workloads.sweep.CaseContext;
import dev.stampede.workloads.sweep.CellOutcome;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.recipes.shared.VersionedValue;
import org.apache.curator.retry.RetryNTimes;
import org.jspecify.annotations.Nullable;

/** The operations that set a number from {@link #OLD} to {@link #NEW}. */
enum CountWriteForm {
    TRY_SET("DistributedAtomicLong", "trySet", "STAMPEDE-F3") {
        @Override
        Write make(CaseContext context) {
            DistributedAtomicLong counter = atomicLong(context);
            return () -> counter.trySet((long) NEW).succeeded();
        }
    },
    COMPARE_AND_SET("DistributedAtomicLong", "compareAndSet", "STAMPEDE-F4") {
        @Override
        Write make(CaseContext context) {
            DistributedAtomicLong counter = atomicLong(context);
            return () -> counter.compareAndSet((long) OLD, (long) NEW).succeeded();
        }
    },
    FORCE_SET("DistributedAtomicLong", "forceSet", null) {
        @Override
        Write make(CaseContext context) {
            DistributedAtomicLong counter = atomicLong(context);
            return () -> {
                counter.forceSet((long) NEW);
                return true;
            };
        }
    },
    SET_COUNT("SharedCount", "setCount", null) {
        @Override
        Write make(CaseContext context) throws Exception {
            SharedCount count = sharedCount(context);
            return new SharedWrite(count) {
                @Override
                public boolean write() throws Exception {
                    count.setCount(NEW);
                    return true;
                }
            };
        }
    },
    TRY_SET_COUNT("SharedCount", "trySetCount", "STAMPEDE-F4") {
        @Override
        Write make(CaseContext context) throws Exception {
            SharedCount count = sharedCount(context);
            return new SharedWrite(count) {
                @Override
                public boolean write() throws Exception {
                    VersionedValue<Integer> previous = count.getVersionedValue();
                    return count.trySetCount(previous, NEW);
                }
            };
        }
    };

    static final int OLD = 5;
    static final int NEW = 9;

    private final String recipe;
    private final String method;
    private final @Nullable String untrueFailure;

    CountWriteForm(String recipe, String method, @Nullable String untrueFailure) {
        this.recipe = recipe;
        this.method = method;
        this.untrueFailure = untrueFailure;
    }

    String recipe() {
        return recipe;
    }

    String method() {
        return method;
    }

    Map<CellOutcome, String> knownFindings() {
        return untrueFailure == null ? Map.of() : Map.of(CellOutcome.FALSE_ANSWER, untrueFailure);
    }

    /** The data of the znode: a long or an int. */
    static byte[] data(int value, boolean ofLong) {
        return ofLong
                ? ByteBuffer.allocate(Long.BYTES).putLong(value).array()
                : ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** Creates the object of the recipe; the znode has the value {@link #OLD}. */
    abstract Write make(CaseContext context) throws Exception;

    /** The write. */
    @FunctionalInterface
    interface Write {
        /** Whether it reports success. */
        boolean write() throws Exception;

        default void close() throws Exception {}
    }

    private abstract static class SharedWrite implements Write {
        private final SharedCount count;

        SharedWrite(SharedCount count) {
            this.count = count;
        }

        @Override
        public void close() throws Exception {
            count.close();
        }
    }

    private static DistributedAtomicLong atomicLong(CaseContext context) {
        return new DistributedAtomicLong(context.curator(), context.path(), new RetryNTimes(20, 30));
    }

    private static SharedCount sharedCount(CaseContext context) throws Exception {
        SharedCount count = new SharedCount(context.curator(), context.path(), OLD);
        count.start();
        return count;
    }
}
