package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.Register;
import java.util.List;

/** Which specialists know an object. */
final class Specialists {
    private Specialists() {}

    /** Those that may decide problems of this model, in the order in which they are asked; usually few. */
    static List<Specialist> of(Model<?, ?, ?> model) {
        if (model instanceof Register) {
            return List.of(new RegisterSpecialist());
        }
        return List.of();
    }
}
