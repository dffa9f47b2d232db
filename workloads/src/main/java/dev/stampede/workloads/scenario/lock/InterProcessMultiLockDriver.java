package dev.stampede.workloads.scenario.lock;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMultiLock;
import org.apache.zookeeper.KeeperException;

/**
 * Drives Curator's {@link InterProcessMultiLock} over several {@code InterProcessMutex}es, each of which records its
 * acquires and releases. Each acquire takes two of the mutexes in random order, so that clients block each other and
 * time out.
 *
 * <p>Settings: {@code key}, {@code objects} (at least 2), {@code hold.millis}, {@code think.millis},
 * {@code patience.millis} (the timeout for each mutex).
 */
public class InterProcessMultiLockDriver implements ClientDriver {

    /** Creates the lock over several mutexes; mutants override it. */
    protected InterProcessLock multiLock(List<InterProcessLock> members) {
        return new InterProcessMultiLock(members);
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        CuratorFramework curator = CuratorLockDriver.start(context);
        List<MultiLockMember> members = new ArrayList<>();
        for (String key : LockDriver.keys(context)) {
            members.add(new MultiLockMember(context, curator, key));
        }
        while (context.running()) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            if (context.running()) {
                holdOnce(context, chooseTwo(context, members));
            }
        }
    }

    private static List<MultiLockMember> chooseTwo(ClientContext context, List<MultiLockMember> members) {
        int first = context.random().nextInt(members.size());
        int second = (first + 1 + context.random().nextInt(members.size() - 1)) % members.size();
        return List.of(members.get(first), members.get(second));
    }

    private void holdOnce(ClientContext context, List<MultiLockMember> members) throws InterruptedException {
        InterProcessLock lock = multiLock(List.copyOf(members));
        if (!acquired(context, lock, members)) {
            context.pause(RandomTimes.aroundMean(context, "think.millis"));
            return;
        }
        long end = System.nanoTime()
                + RandomTimes.aroundMean(context, "hold.millis").toNanos();
        while (context.running()
                && members.stream().noneMatch(MultiLockMember::doubted)
                && System.nanoTime() - end < 0) {
            context.pause(Duration.ofMillis(5));
        }
        Recorder.Op release = context.recorder().invoke(null, new LockInput.ReleaseAll(keys(members)));
        try {
            lock.release();
            release.ok();
        } catch (InterruptedException e) {
            release.interrupted();
            throw e;
        } catch (Exception e) {
            release.threw(e);
        }
    }

    private static boolean acquired(ClientContext context, InterProcessLock lock, List<MultiLockMember> members)
            throws InterruptedException {
        Recorder.Op acquire = context.recorder().invoke(null, new LockInput.AcquireAll(keys(members)));
        long patience = Long.parseLong(context.spec().setting("patience.millis"));
        try {
            boolean granted = lock.acquire(patience, TimeUnit.MILLISECONDS);
            if (granted) {
                acquire.ok();
            } else {
                acquire.failed("not all of them within " + patience + " ms each");
            }
            return granted;
        } catch (InterruptedException e) {
            acquire.interrupted();
            throw e;
        } catch (KeeperException e) {
            acquire.threw(e);
        } catch (Exception e) {
            acquire.indeterminate(String.valueOf(e));
        }
        return false;
    }

    private static List<String> keys(List<MultiLockMember> members) {
        return members.stream().map(MultiLockMember::key).toList();
    }
}
