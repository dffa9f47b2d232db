package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessLock;

/** One mutex of a multi-lock; it records its acquires and releases. */
final class MultiLockMember implements InterProcessLock {
    private final ClientContext context;
    private final CuratorFramework curator;
    private final String key;
    private final InstrumentedMutex mutex;
    private final CuratorHold hold;

    MultiLockMember(ClientContext context, CuratorFramework curator, String key) {
        this.context = context;
        this.curator = curator;
        this.key = key;
        this.mutex = new InstrumentedMutex(curator, key);
        this.hold = new CuratorHold(context, curator, key);
    }

    String key() {
        return key;
    }

    boolean doubted() {
        return hold.doubted();
    }

    @Override
    public void acquire() throws Exception {
        while (!acquire(Long.MAX_VALUE, TimeUnit.MILLISECONDS)) {
            // Without a timeout.
        }
    }

    @Override
    public boolean acquire(long time, TimeUnit unit) throws Exception {
        Recorder.Op acquire = context.recorder().invoke(key, LockInput.Acquire.EXCLUSIVE);
        try {
            if (!mutex.acquire(time, unit)) {
                acquire.failed("not within " + unit.toMillis(time) + " ms");
                return false;
            }
            hold.granted();
            long token = Tokens.of(context, curator, mutex.node());
            acquire.granted(token);
            context.recorder().believes(key, token);
            if (hold.doubted()) {
                context.recorder().doubts(key, "disconnected when it was granted");
            }
            return true;
        } catch (InterruptedException e) {
            acquire.interrupted();
            throw e;
        } catch (Exception e) {
            acquire.threw(e);
            throw e;
        }
    }

    @Override
    public void release() throws Exception {
        hold.released();
        Recorder.Op release = context.recorder().invoke(key, LockInput.Release.EXCLUSIVE);
        try {
            mutex.release();
            release.ok();
        } catch (InterruptedException e) {
            release.interrupted();
            throw e;
        } catch (Exception e) {
            release.threw(e);
            throw e;
        }
    }

    @Override
    public boolean isAcquiredInThisProcess() {
        return mutex.isAcquiredInThisProcess();
    }
}
