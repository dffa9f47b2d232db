package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a plan to hold: a family, whose real shapes are drawn from, or certain shapes of it.
 *
 * @param named whether the shapes were named, so that one that cannot be done is an error
 * @param target whom they befall, null for whom each shape befalls if nothing is said
 */
public record FaultRequest(FaultFamily family, List<FaultShape> shapes, boolean named, @Nullable Target target) {
    public FaultRequest {
        shapes = List.copyOf(shapes);
    }

    /** The same wish with only these shapes. */
    FaultRequest only(List<FaultShape> some) {
        return new FaultRequest(family, some, named, target);
    }

    /** Whom a fault of this shape is to befall. */
    Target targetOf(FaultShape shape) {
        return target == null ? shape.target() : target;
    }

    /** Any real shape of the family. */
    public static FaultRequest of(FaultFamily family) {
        return new FaultRequest(family, family.realShapes(), false, null);
    }

    /** This shape. */
    public static FaultRequest of(FaultShape shape) {
        return new FaultRequest(shape.family(), List.of(shape), true, null);
    }
}
