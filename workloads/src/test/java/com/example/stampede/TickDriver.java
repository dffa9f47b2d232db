package com.example.stampede;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.time.Duration;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** Ticks until the run ends. Settings: {@code key}, {@code pause.millis}. */
public final class TickDriver implements ClientDriver {
    @Override
    public void drive(ClientContext context) throws Exception {
        String key = context.spec().setting("key");
        Duration pause = Duration.ofMillis(Long.parseLong(context.spec().setting("pause.millis")));
        ZooKeeper zooKeeper = context.connect(event -> {});
        while (context.running()) {
            Recorder.Op tick = context.recorder().invoke("tick", key, null);
            try {
                tick.ok(Integer.toString(zooKeeper.setData(key, new byte[0], -1).getVersion()));
            } catch (KeeperException e) {
                tick.threw(e);
            }
            context.pause(pause);
        }
    }
}
