package dev.stampede.workloads.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The defaults for a run of one variant; for example, the faults that a mutant needs to show its anomaly. The user can
 * override them. Immutable. A null component and an empty list have no effect.
 *
 * @param faults families and fault types in the syntax of {@code --faults}; the plan is drawn from the seed
 * @param time the duration of the chaos phase
 * @param clients the number of clients
 * @param clientJvms the number of worker JVMs
 * @param zooCfg settings of the members as in {@code zoo.cfg}; those of the user override them
 * @param memberFlags JVM flags of every member; a flag of the user with the same name overrides a flag
 */
public record RunDemands(
        List<String> faults,
        @Nullable Duration time,
        @Nullable Integer clients,
        @Nullable Integer clientJvms,
        Map<String, String> zooCfg,
        List<String> memberFlags) {
    private static final RunDemands NONE = new RunDemands(List.of(), null, null, null, Map.of(), List.of());

    public RunDemands {
        faults = List.copyOf(faults);
        zooCfg = Collections.unmodifiableMap(new TreeMap<>(zooCfg));
        memberFlags = List.copyOf(memberFlags);
    }

    /** No demands. */
    public static RunDemands none() {
        return NONE;
    }

    /** Demands only these faults. */
    public static RunDemands ofFaults(String... familiesAndShapes) {
        return new RunDemands(List.of(familiesAndShapes), null, null, null, Map.of(), List.of());
    }

    /** Demands only a chaos phase of this duration. */
    public static RunDemands ofTime(Duration time) {
        return new RunDemands(List.of(), time, null, null, Map.of(), List.of());
    }

    /** These demands, with a chaos phase of this duration. */
    public RunDemands lasting(Duration chaos) {
        return new RunDemands(faults, chaos, clients, clientJvms, zooCfg, memberFlags);
    }

    /** These demands, with a number of clients. */
    public RunDemands clients(int number) {
        return new RunDemands(faults, time, number, clientJvms, zooCfg, memberFlags);
    }

    /** These demands, with the clients in this number of worker JVMs. */
    public RunDemands clientJvms(int number) {
        return new RunDemands(faults, time, clients, number, zooCfg, memberFlags);
    }

    /** These demands, with settings and JVM flags of the members. An external ensemble keeps its own. */
    public RunDemands members(Map<String, String> settings, List<String> jvmFlags) {
        return new RunDemands(faults, time, clients, clientJvms, settings, jvmFlags);
    }

    /**
     * The demands as options of the command {@code run}. The demands on members need no options, because each run meets
     * them.
     */
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
