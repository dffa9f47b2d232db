package com.example.stampede;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A user's driver whose second operation lasts long. */
public final class BlockedDriver implements ClientDriver {
    private static final int LONG_SECONDS = 4;

    @Override
    public void drive(ClientContext context) throws InterruptedException {
        context.recorder().invoke("short", null, null).ok();
        Recorder.Op blocked = context.recorder().invoke("long", null, null);
        boolean opened = new CountDownLatch(1).await(LONG_SECONDS, TimeUnit.SECONDS);
        blocked.ok(Boolean.toString(opened));
    }
}
