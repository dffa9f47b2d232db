package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.fault.FaultHoldings.How;
import dev.stampede.nemesis.fault.FaultHoldings.Thing;
import java.util.List;

/**
 * A worker JVM is stopped, with every client in it, and goes on later. Bites if the operating system says that it is
 * stopped; healed when it says that it is not, or the process is gone.
 */
final class WorkerPause implements Fault {
    private final FaultContext site;
    private final String fault;
    private final List<Integer> clients;
    private final ProcessControl processes;
    private final long process;

    WorkerPause(FaultContext site, String fault, List<Integer> clients, ProcessControl processes) {
        this.site = site;
        this.fault = fault;
        this.clients = clients;
        this.processes = processes;
        this.process = WorkerKill.processOf(site, clients);
    }

    @Override
    public void inject() throws InterruptedException {
        Interruptible.run(() -> site.ledger().hold(thing(), fault, () -> {
            if (!processes.alive(process)) {
                throw new FaultException("expected the worker process %d to run, so that it can be paused; it is gone"
                        .formatted(process));
            }
            Interruptible.call(() -> processes.stop(process));
        }));
    }

    @Override
    public Proof bite() {
        if (!processes.stopped(process)) {
            return Proof.open("the worker process %d is not stopped, as the operating system says".formatted(process));
        }
        return Proof.holds("the worker process %d, with the clients %s, is stopped, as the operating system says"
                .formatted(process, clients));
    }

    @Override
    public void heal() throws InterruptedException {
        Interruptible.run(
                () -> site.ledger().release(thing(), fault, () -> Interruptible.call(() -> processes.go(process))));
    }

    @Override
    public Proof cure() {
        List<String> others = site.ledger().others(thing(), fault);
        if (!others.isEmpty()) {
            return Proof.blocked("the worker process %d is still stopped by %s".formatted(process, others));
        }
        if (!processes.alive(process)) {
            return Proof.holds("the stopped worker process %d is gone".formatted(process));
        }
        if (processes.stopped(process)) {
            return Proof.open("the worker process %d is still stopped".formatted(process));
        }
        return Proof.holds("the worker process %d runs again".formatted(process));
    }

    private Thing thing() {
        return new Thing(How.STOPPED, process);
    }
}
