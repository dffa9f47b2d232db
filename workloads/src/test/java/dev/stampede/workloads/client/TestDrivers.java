package dev.stampede.workloads.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.state.StandardConnectionStateErrorPolicy;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Drivers for the tests of both hosts. */
public final class TestDrivers {

    private TestDrivers() {}

    /** Holds a mutex of Curator until it must stop. */
    public static final class Mutex implements ClientDriver {
        @Override
        public void drive(ClientContext context) throws Exception {
            CuratorFramework curator =
                    context.curator(new RetryNTimes(20, 100), new StandardConnectionStateErrorPolicy());
            curator.getConnectionStateListenable()
                    .addListener((client, state) -> context.recorder().note("listener heard " + state));
            InterProcessMutex mutex = new InterProcessMutex(curator, "/locks/a");
            Recorder.Op acquire = context.recorder().invoke("acquire", "a", null);
            mutex.acquire();
            long token = context.recorder().lastTokenBelow("/locks/a");
            acquire.granted(token);
            context.recorder().believes("a", token);
            while (context.running()) {
                context.pause(Duration.ofSeconds(1));
            }
            Recorder.Op release = context.recorder().invoke("release", "a", null);
            mutex.release();
            release.ok();
        }
    }

    /** Creates a znode, writes to the store, prints garbage, and hangs in an operation that never ends. */
    public static final class Hangs implements ClientDriver {
        @Override
        @SuppressWarnings("SystemOut") // the output of libraries must not disturb the worker's protocol
        public void drive(ClientContext context) throws Exception {
            System.out.println("rubbish on standard output\u0000\u0001\u0002");
            ZooKeeper zk = context.connect(event -> {});
            Recorder.Op op =
                    context.recorder().invoke("write", "k", context.spec().setting("argument"));
            zk.create("/hangs", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            context.recorder().believes("k", context.recorder().tokenOf("/hangs"));
            if (!context.spec().store().isEmpty()) {
                boolean accepted =
                        context.store().write("k", op, context.recorder().tokenOf("/hangs"));
                context.recorder().point("store", "lane", "accepted", accepted ? 1.0 : null);
            }
            boolean never = new CountDownLatch(1).await(1, TimeUnit.HOURS);
            op.ok(Boolean.toString(never));
        }
    }

    /** Throws an exception. */
    public static final class Throws implements ClientDriver {
        @Override
        public void drive(ClientContext context) {
            throw new IllegalStateException("as it was told");
        }
    }

    /** Ignores interrupts; only closing its handle ends it. */
    public static final class Deaf implements ClientDriver {
        @Override
        public void drive(ClientContext context) throws Exception {
            ZooKeeper zk = context.connect(event -> {});
            context.recorder().note("deaf");
            while (zk.getState().isAlive()) {
                try {
                    TimeUnit.MILLISECONDS.sleep(20);
                } catch (InterruptedException ignored) {
                    context.recorder().note("interrupted");
                }
            }
        }
    }
}
