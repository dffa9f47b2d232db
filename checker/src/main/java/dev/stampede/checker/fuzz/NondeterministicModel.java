package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A nondeterministic model: a toss sets the state to 0, 1 or 2, nondeterministically; a look returns the state. */
record NondeterministicModel() implements Model<Integer, String, Integer> {
    @Override
    public Integer initial() {
        return 2;
    }

    @Override
    public List<Integer> step(Integer state, String input, @Nullable Integer output) {
        if (input.equals("toss")) {
            return state == 2 ? List.of(0, 1) : List.of(1 - state, 2);
        }
        return output == null || output.equals(state) ? List.of(state) : List.of();
    }
}
