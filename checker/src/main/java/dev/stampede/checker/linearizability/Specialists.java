package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import java.util.List;

/** Which specialists know an object. */
final class Specialists {
    private Specialists() {}

    /** Those that may decide problems of this model, in the order in which they are asked; usually few. */
    static List<Specialist> of(Model<?, ?, ?> model) {
        return List.of();
    }
}
