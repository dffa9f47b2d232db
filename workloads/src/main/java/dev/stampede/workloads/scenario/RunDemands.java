package dev.stampede.workloads.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The defaults for a run of one variant; for example, the faults that a mutant needs to show its anomaly. The user can
 * override them. Immutable. A null component and an empty list have no effect.
 *
 * @param faults families and fault types in the syntax of {@code --faults}; the plan is drawn from the seed
 * @param time the duration of the chaos phase
 * @param clients the number of clients
 * @param clientJvms the number of worker JVMs
 */
public record RunDemands(
        List<String> faults, @Nullable Duration time, @Nullable Integer clients, @Nullable Integer clientJvms) {
    private static final RunDemands NONE = new RunDemands(List.of(), null, null, null);

    public RunDemands {
        faults = List.copyOf(faults);
    }

    /** No demands. */
    public static RunDemands none() {
        return NONE;
    }

    /** Only these faults. */
    public static RunDemands ofFaults(String... familiesAndShapes) {
        return new RunDemands(List.of(familiesAndShapes), null, null, null);
    }

    /** Only a chaos phase of this duration. */
    public static RunDemands ofTime(Duration time) {
        return new RunDemands(List.of(), time, null, null);
    }

    /** These demands, with a chaos phase of this duration. */
    public RunDemands lasting(Duration chaos) {
        return new RunDemands(faults, chaos, clients, clientJvms);
    }

    /** These demands, with a number of clients. */
    public RunDemands clients(int number) {
        return new RunDemands(faults, time, number, clientJvms);
    }

    /** These demands, with the clients in worker JVMs. */
    public RunDemands clientJvms(int number) {
        return new RunDemands(faults, time, clients, number);
    }

    /** The demands as options of the command {@code run}. */
    public List<String> options() {
        List<String> words = new ArrayList<>();
        if (!faults.isEmpty()) {
            words.addAll(List.of("--faults", String.join(",", faults)));
        }
        if (time != null) {
            words.addAll(
                    List.of("--time", time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms"));
        }
        if (clients != null) {
            words.addAll(List.of("--clients", clients.toString()));
        }
        if (clientJvms != null) {
            words.addAll(List.of("--client-jvms", clientJvms.toString()));
        }
        return words;
    }
}
