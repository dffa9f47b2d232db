package dev.stampede.workloads.scenario.lock;

import dev.stampede.workloads.client.ClientContext;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/** A lock of Curator's, waited for with patience: for so long at a time, again and again until the client is to stop. */
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

    /** Waits for so long; false if it was not granted. */
    abstract boolean acquire(long time, TimeUnit unit) throws Exception;

    /** Gives up what was granted last. */
    abstract void giveUp() throws Exception;

    /** The znode by which it is held; null if the recipe does not tell. */
    abstract @Nullable String node();

    /** Below which its znodes are, where it does not tell which one it is held by. */
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
        giveUp();
    }

    @Override
    public final boolean doubted() {
        return hold.doubted();
    }
}
