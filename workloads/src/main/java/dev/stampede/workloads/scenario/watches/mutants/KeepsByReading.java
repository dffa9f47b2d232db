package dev.stampede.workloads.scenario.watches.mutants;

import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.watches.TtlKeeper;
import dev.stampede.workloads.scenario.watches.WatchesDriver;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Reads its TTL znode to keep it. But only a change starts the TTL again. */
public final class KeepsByReading extends WatchesDriver {
    @Override
    protected TtlKeeper keeper(ClientContext context, String root) {
        return new TtlKeeper(context, root) {
            @Override
            protected void keep(ZooKeeper zk, String znode) throws KeeperException, InterruptedException {
                Recorder.Op op = context.recorder().invoke(znode, new WatchInput.ReadStat());
                try {
                    zk.exists(znode, false);
                    op.ok();
                } catch (KeeperException e) {
                    op.threw(e);
                    throw e;
                } catch (InterruptedException e) {
                    op.interrupted();
                    throw e;
                }
            }
        };
    }
}
