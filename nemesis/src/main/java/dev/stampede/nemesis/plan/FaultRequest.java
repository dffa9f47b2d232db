package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for faults of one family in a plan: of the types that the family draws from, or of named types.
 *
 * @param types the fault types that the plan draws from
 * @param named whether the request names each type; a named type that the ensemble does not support is an error, any
 *     other unsupported type is omitted from the plan
 * @param target null for the default target of each type
 */
public record FaultRequest(String family, List<FaultType> types, boolean named, @Nullable Target target) {
    public FaultRequest {
        types = List.copyOf(types);
    }

    /** The same request with only these types. */
    FaultRequest only(List<FaultType> remaining) {
        return new FaultRequest(family, remaining, named, target);
    }

    /** The target of a fault of this type. */
    Target targetOf(FaultType type) {
        return target == null ? type.scope().defaultTarget() : target;
    }

    /** A request for the types that a plan draws if only their family is named. */
    public static FaultRequest of(FaultFamily family) {
        return new FaultRequest(family.name(), family.drawnTypes(), false, null);
    }

    /** A request for one type. */
    public static FaultRequest of(FaultType type) {
        return new FaultRequest(type.family(), List.of(type), true, null);
    }

    /** A request for each family. */
    public static List<FaultRequest> ofEveryFamily() {
        return FaultTypes.families().stream().map(FaultRequest::of).toList();
    }
}
