package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Capability;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All fault types with the same {@link FaultType#family()}.
 *
 * @param types at least one type, in the order of {@code list faults}
 */
public record FaultFamily(String name, List<FaultType> types) {
    public FaultFamily {
        types = List.copyOf(types);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("expected at least one fault type in the family " + name);
        }
    }

    /** The types that a plan can draw if only the family is requested. */
    public List<FaultType> drawnTypes() {
        return types.stream().filter(FaultType::drawnByFamily).toList();
    }

    /** Whether its faults act on members. This is the same for all types of a family. */
    public boolean affectsMembers() {
        return types.get(0).scope().affectsMembers();
    }

    /** Whether a local ensemble supports all of its types. */
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
