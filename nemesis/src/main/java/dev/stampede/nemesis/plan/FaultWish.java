package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import java.util.List;

/**
 * What somebody wants a plan to hold: a family, whose real shapes are drawn from, or certain shapes of it.
 *
 * @param named whether the shapes were named, so that one that cannot be done is an error
 */
public record FaultWish(FaultFamily family, List<FaultShape> shapes, boolean named) {
    public FaultWish {
        shapes = List.copyOf(shapes);
    }

    /** Any real shape of the family. */
    public static FaultWish of(FaultFamily family) {
        return new FaultWish(family, family.realShapes(), false);
    }

    /** This shape. */
    public static FaultWish of(FaultShape shape) {
        return new FaultWish(shape.family(), List.of(shape), true);
    }
}
