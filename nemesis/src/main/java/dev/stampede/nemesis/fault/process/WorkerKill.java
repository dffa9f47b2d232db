package dev.stampede.nemesis.fault.process;

import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.ProcessControl;
import dev.stampede.nemesis.fault.Proof;
import java.util.List;
import java.util.OptionalLong;

/**
 * Kills a worker JVM, with every client in it, and restarts it. The fault is active if the process has ended. It is
 * healed when the clients run in another process.
 */
final class WorkerKill implements Fault {
    private final FaultContext context;
    private final String execution;
    private final List<Integer> clients;
    private final ProcessControl processes;
    private final long process;

    WorkerKill(FaultContext context, String execution, List<Integer> clients) {
        this.context = context;
        this.execution = execution;
        this.clients = clients;
        this.processes = context.tools().processes();
        this.process = processOf(context, clients);
    }

    /** The process in which all of these clients run. */
    static long processOf(FaultContext context, List<Integer> clients) {
        OptionalLong process = context.client(clients.get(0)).workerProcess();
        return process.orElseThrow(() -> new FaultImpossibleException(
                "expected client %d to run in a worker JVM; it runs in the harness. Add --client-jvms 1 or more"
                        .formatted(clients.get(0))));
    }

    @Override
    public void inject() throws InterruptedException {
        Interruptible.run(() -> context.holdings().hold(breakage(), execution, () -> {
            Interruptible.call(() -> processes.kill(process));
            context.holdings().forget(new Breakage(Kind.PAUSED, process));
        }));
    }

    @Override
    public Proof verifyActive() {
        if (processes.alive(process)) {
            return Proof.notYet("the worker process %d is still alive after SIGKILL".formatted(process));
        }
        return Proof.proven("the worker process %d, with the clients %s, is gone".formatted(process, clients));
    }

    @Override
    public void heal() {
        context.holdings().release(breakage(), execution, () -> context.client(clients.get(0))
                .reopenWorker());
    }

    @Override
    public Proof verifyHealed() {
        for (int client : clients) {
            OptionalLong now = context.client(client).workerProcess();
            if (now.isEmpty() || now.getAsLong() == process || !processes.alive(now.getAsLong())) {
                return Proof.notYet(
                        "client %d has no live worker process other than %d (now %s)".formatted(client, process, now));
            }
        }
        return Proof.proven("the clients %s run in the worker process %d instead of %d"
                .formatted(
                        clients, context.client(clients.get(0)).workerProcess().orElse(0), process));
    }

    private Breakage breakage() {
        return new Breakage(Kind.DOWN, process);
    }
}
