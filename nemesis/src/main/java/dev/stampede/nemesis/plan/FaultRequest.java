package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is requested to contain: faults of one family, either any of them or those that are named.
 *
 * @param types the fault types that the plan draws from
 * @param named whether the types were named one by one, so that one that the ensemble does not support is an error
 * @param target null for the default target of each type
 */
public record FaultRequest(String family, List<FaultType> types, boolean named, @Nullable Target target) {
    public FaultRequest {
        types = List.copyOf(types);
    }

    /** The same request with only these types. */
    FaultRequest only(List<FaultType> some) {
        return new FaultRequest(family, some, named, target);
    }

    /** The target of a fault of this type. */
    Target targetOf(FaultType type) {
        return target == null ? type.scope().defaultTarget() : target;
    }

    /** Any type of the family. */
    public static FaultRequest of(FaultFamily family) {
        return new FaultRequest(family.name(), family.drawnTypes(), false, null);
    }

    /** This type. */
    public static FaultRequest of(FaultType type) {
        return new FaultRequest(type.family(), List.of(type), true, null);
    }

    /** Each family, and any type of it. */
    public static List<FaultRequest> ofEveryFamily() {
        return FaultTypes.families().stream().map(FaultRequest::of).toList();
    }
}
