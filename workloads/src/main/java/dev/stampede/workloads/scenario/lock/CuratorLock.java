package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/** A lock recipe of Curator. Timed acquires are repeated until one succeeds or the client must stop. */
abstract class CuratorLock implements Lock {
    private final ClientContext context;
    private final CuratorFramework curator;
    private final String key;
    private final CuratorHold hold;

    CuratorLock(ClientContext context, CuratorFramework curator, String key) {
        this.context = context;
        this.curator = curator;
        this.key = key;
        this.hold = new CuratorHold(context, curator, key);
    }

    /** Waits at most for this time; false if the lock was not acquired. */
    abstract boolean acquire(long time, TimeUnit unit) throws Exception;

    /** Releases the last acquire. */
    abstract void releaseRecipe() throws Exception;

    /** The znode of the hold; null if the recipe does not expose it. */
    abstract @Nullable String node();

    /** The parent of the recipe's znodes, for recipes that do not expose the znode of the hold. */
    String folder() {
        return key;
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final long acquire() throws Exception {
        long patience = Long.parseLong(context.spec().setting("patience.millis"));
        while (context.running()) {
            if (acquire(patience, TimeUnit.MILLISECONDS)) {
                hold.granted();
                return token();
            }
        }
        throw new InterruptedException("the client was asked to stop while it waited");
    }

    private long token() throws Exception {
        String node = node();
        if (node == null) {
            return context.recorder().lastTokenBelow(folder());
        }
        return Tokens.of(context, curator, node);
    }

    @Override
    public final void release() throws Exception {
        hold.released();
        releaseRecipe();
    }

    @Override
    public final boolean doubted() {
        return hold.doubted();
    }
}
