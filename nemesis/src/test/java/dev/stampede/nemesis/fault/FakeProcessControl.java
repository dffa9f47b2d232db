package dev.stampede.nemesis.fault;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fake processes; every id above 0 is alive until it is killed. */
final class FakeProcessControl implements ProcessControl {
    final Set<Long> dead = ConcurrentHashMap.newKeySet();
    final Set<Long> stopped = ConcurrentHashMap.newKeySet();
    volatile boolean deaf;

    @Override
    public void kill(long process) {
        if (!deaf) {
            dead.add(process);
            stopped.remove(process);
        }
    }

    @Override
    public void pause(long process) {
        if (!deaf) {
            stopped.add(process);
        }
    }

    @Override
    public void resume(long process) {
        stopped.remove(process);
    }

    @Override
    public boolean alive(long process) {
        return !dead.contains(process);
    }

    @Override
    public boolean paused(long process) {
        return stopped.contains(process);
    }
}
