package dev.stampede.nemesis.fault.process;

import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.ProcessControl;
import dev.stampede.nemesis.fault.Proof;
import java.util.List;

/**
 * Pauses a worker JVM, with every client in it. The fault is active if the operating system reports all threads as
 * stopped. It is healed when the operating system reports that they run, or that the process has ended.
 */
final class WorkerPause implements Fault {
    private final FaultContext context;
    private final String execution;
    private final List<Integer> clients;
    private final ProcessControl processes;
    private final long process;

    WorkerPause(FaultContext context, String execution, List<Integer> clients) {
        this.context = context;
        this.execution = execution;
        this.clients = clients;
        this.processes = context.tools().processes();
        this.process = WorkerKill.processOf(context, clients);
    }

    @Override
    public void inject() throws InterruptedException {
        Interruptible.run(() -> context.holdings().hold(breakage(), execution, () -> {
            if (!processes.alive(process)) {
                throw new FaultImpossibleException(
                        "expected the worker process %d to run, so that it can be paused; it is gone"
                                .formatted(process));
            }
            Interruptible.call(() -> processes.pause(process));
        }));
    }

    @Override
    public Proof verifyActive() {
        if (!processes.paused(process)) {
            return Proof.notYet("the operating system reports that the worker process %d runs".formatted(process));
        }
        return Proof.proven("the operating system reports that the worker process %d, with the clients %s, is stopped"
                .formatted(process, clients));
    }

    @Override
    public void heal() throws InterruptedException {
        Interruptible.run(() -> context.holdings()
                .release(breakage(), execution, () -> Interruptible.call(() -> processes.resume(process))));
    }

    @Override
    public Proof verifyHealed() {
        List<String> others = context.holdings().others(breakage(), execution);
        if (!others.isEmpty()) {
            return Proof.blocked("the worker process %d is still paused by %s".formatted(process, others));
        }
        if (!processes.alive(process)) {
            return Proof.proven("the paused worker process %d is gone".formatted(process));
        }
        if (processes.paused(process)) {
            return Proof.notYet("the worker process %d is still paused".formatted(process));
        }
        return Proof.proven("the worker process %d runs again".formatted(process));
    }

    private Breakage breakage() {
        return new Breakage(Kind.PAUSED, process);
    }
}
