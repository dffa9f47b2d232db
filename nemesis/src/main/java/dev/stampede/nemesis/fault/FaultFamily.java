package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Capability;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fault types that share {@link FaultType#family()}. Derived from the list of all fault types.
 *
 * @param types in the order in which they are listed; at least one
 */
public record FaultFamily(String name, List<FaultType> types) {
    public FaultFamily {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("expected a fault type in the family " + name);
        }
    }

    /** The types that a plan draws from when only the family is requested. */
    public List<FaultType> drawnTypes() {
        return types.stream().filter(FaultType::drawnByFamily).toList();
    }

    /** Whether its faults act on members. All types of a family agree on that. */
    public boolean affectsMembers() {
        return types.get(0).scope().affectsMembers();
    }

    /** Whether a local ensemble supports all of its types, so that no containers are needed. */
    public boolean supportedLocally() {
        return types.stream()
                .flatMap(type -> type.requiredCapability().stream())
                .allMatch(Capability::supportedLocally);
    }

    /** Whether its faults act on worker JVMs. */
    public boolean needsWorkers() {
        return types.stream().anyMatch(type -> type.scope() == TargetScope.WORKER);
    }

    /** One line for people. */
    public String description() {
        return types.size() == 1
                ? types.get(0).description()
                : "Draws from " + drawnTypes().stream().map(FaultType::shape).collect(Collectors.joining(", ")) + ".";
    }
}
