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
public record FaultWish(FaultFamily family, List<FaultShape> shapes, boolean named, @Nullable Target target) {
    public FaultWish {
        shapes = List.copyOf(shapes);
    }

    /** The same wish with only these shapes. */
    FaultWish only(List<FaultShape> some) {
        return new FaultWish(family, some, named, target);
    }

    /** Whom a fault of this shape is to befall. */
    Target targetOf(FaultShape shape) {
        return target == null ? shape.target() : target;
    }

    /** Any real shape of the family. */
    public static FaultWish of(FaultFamily family) {
        return new FaultWish(family, family.realShapes(), false, null);
    }

    /** This shape. */
    public static FaultWish of(FaultShape shape) {
        return new FaultWish(shape.family(), List.of(shape), true, null);
    }
}
