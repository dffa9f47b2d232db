package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.process.ProcessException;
import dev.stampede.nemesis.process.ProcessSignal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals processes of this host by their ids, for worker JVMs: a fault knows only their ids. */
final class WorkerProcessControl implements ProcessControl {
    private static final int GONE_SECONDS = 5;

    @Override
    public void kill(long process) throws InterruptedException {
        ProcessHandle handle = ProcessHandle.of(process).orElse(null);
        if (handle == null) {
            return;
        }
        handle.destroyForcibly();
        try {
            handle.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new FaultException("process %d still exists %d s after SIGKILL".formatted(process, GONE_SECONDS), e);
        }
    }

    @Override
    public void pause(long process) {
        send(ProcessSignal.STOP, process);
    }

    @Override
    public void resume(long process) {
        if (!alive(process)) {
            return;
        }
        try {
            send(ProcessSignal.CONT, process);
        } catch (FaultException e) {
            if (alive(process)) {
                throw e;
            }
        }
    }

    private static void send(ProcessSignal signal, long process) {
        try {
            signal.send(process);
        } catch (ProcessException e) {
            throw new FaultException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public boolean alive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    @Override
    public boolean paused(long process) {
        return ProcessSignal.stopped(process);
    }
}
