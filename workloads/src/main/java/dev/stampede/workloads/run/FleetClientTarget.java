package dev.stampede.workloads.run;

import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.workloads.client.host.ClientHost;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/** A client of the fleet as a target of faults. Its session and its process change when its worker is restarted. */
final class FleetClientTarget implements ClientTarget {
    private final int number;
    private final ClientFleet fleet;
    private final ToIntFunction<String> memberAt;

    FleetClientTarget(int number, ClientFleet fleet, ToIntFunction<String> memberAt) {
        this.number = number;
        this.fleet = fleet;
        this.memberAt = memberAt;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Session session() {
        ClientHost.Session session = fleet.client(number).session();
        boolean connected = !session.address().isEmpty();
        return new Session(
                session.id(),
                session.password(),
                session.timeoutMillis(),
                connected ? memberAt.applyAsInt(session.address()) : 0,
                connected);
    }

    @Override
    public boolean holds() {
        return fleet.client(number).holds();
    }

    @Override
    public void fakeExpiry() {
        fleet.client(number).fakeExpiry();
    }

    @Override
    public OptionalLong workerProcess() {
        return fleet.host(number).process();
    }

    @Override
    public void reopenWorker() {
        fleet.reopen(number);
    }

    @Override
    public String toString() {
        return "client " + number;
    }
}
