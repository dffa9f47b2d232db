package dev.stampede.workloads.scenario.lock.mutants;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.scenario.RawSession;
import dev.stampede.workloads.scenario.lock.FairQueue;
import dev.stampede.workloads.scenario.lock.Lock;
import dev.stampede.workloads.scenario.lock.LockDriver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readers and writers in one fair queue. A writer looks for readers before it with the wrong prefix, {@code reader-}
 * instead of {@code read-}.
 *
 * <p>Setting: {@code read.percent}.
 */
public final class WrongPrefix extends LockDriver {
    private @Nullable RawSession session;

    @Override
    protected List<Lock> open(ClientContext context, String key) {
        RawSession shared = session == null ? new RawSession(context) : session;
        session = shared;
        return List.of(new ModeQueue(context, shared, key, "read"), new ModeQueue(context, shared, key, "write"));
    }

    @Override
    protected Lock choose(ClientContext context, List<Lock> locks) {
        int readers = Integer.parseInt(context.spec().setting("read.percent"));
        return locks.get(context.random().nextInt(100) < readers ? 0 : 1);
    }

    private static final class ModeQueue extends FairQueue {
        private final String mode;

        ModeQueue(ClientContext context, RawSession session, String key, String mode) {
            super(context, session, key);
            this.mode = mode;
        }

        @Override
        public String mode() {
            return mode;
        }

        @Override
        protected String label() {
            return mode;
        }

        @Override
        protected List<String> predecessors(List<String> children, String own) {
            boolean writer = mode.equals("write");
            return super.predecessors(children, own).stream()
                    .filter(child -> child.startsWith("write-") || (writer && child.startsWith("reader-")))
                    .toList();
        }
    }
}
