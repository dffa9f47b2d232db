package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.fault.FaultHoldings.How;
import dev.stampede.nemesis.fault.FaultHoldings.Thing;
import java.util.List;
import java.util.OptionalLong;

/**
 * A worker JVM is killed, with every client in it, and opened again. Bites if its process is gone; healed when its
 * clients are in a process that is alive and another one.
 */
final class WorkerKill implements Fault {
    private final FaultContext site;
    private final String fault;
    private final List<Integer> clients;
    private final ProcessControl processes;
    private final long process;

    WorkerKill(FaultContext site, String fault, List<Integer> clients, ProcessControl processes) {
        this.site = site;
        this.fault = fault;
        this.clients = clients;
        this.processes = processes;
        this.process = processOf(site, clients);
    }

    /** The one process that all these clients live in. */
    static long processOf(FaultContext site, List<Integer> clients) {
        OptionalLong process = site.client(clients.get(0)).workerProcess();
        return process.orElseThrow(() -> new FaultException(
                "expected client %d to live in a worker JVM; it lives in the harness. Ask for --client-jvms 1 or more"
                        .formatted(clients.get(0))));
    }

    @Override
    public void inject() throws InterruptedException {
        Interruptible.run(() -> site.ledger().hold(thing(), fault, () -> {
            Interruptible.call(() -> processes.kill(process));
            site.ledger().forget(new Thing(How.STOPPED, process));
        }));
    }

    @Override
    public Proof bite() {
        if (processes.alive(process)) {
            return Proof.open("the worker process %d is still alive after SIGKILL".formatted(process));
        }
        return Proof.holds("the worker process %d, with the clients %s, is gone".formatted(process, clients));
    }

    @Override
    public void heal() {
        site.ledger().release(thing(), fault, () -> site.client(clients.get(0)).reopenWorker());
    }

    @Override
    public Proof cure() {
        for (int client : clients) {
            OptionalLong now = site.client(client).workerProcess();
            if (now.isEmpty() || now.getAsLong() == process || !processes.alive(now.getAsLong())) {
                return Proof.open(
                        "client %d has no live worker process other than %d (now %s)".formatted(client, process, now));
            }
        }
        return Proof.holds("the clients %s live in the worker process %d, instead of %d"
                .formatted(clients, site.client(clients.get(0)).workerProcess().orElse(0), process));
    }

    private Thing thing() {
        return new Thing(How.DOWN, process);
    }
}
