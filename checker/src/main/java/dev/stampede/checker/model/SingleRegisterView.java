package dev.stampede.checker.model;

import dev.stampede.checker.model.MultiRegister.Access;
import dev.stampede.checker.model.MultiRegister.Input;
import dev.stampede.checker.model.MultiRegister.Output;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The projection of a multi-register to one register: all accesses are to this register, so shapes can be declared. */
record SingleRegisterView(MultiRegister registers, String register)
        implements Model<Map<String, String>, Input, Output> {

    @Override
    public Map<String, String> initial() {
        return registers.initial();
    }

    @Override
    public List<Map<String, String>> step(Map<String, String> state, Input input, @Nullable Output output) {
        return registers.step(state, input, output);
    }

    @Override
    public Shape<Map<String, String>> shape(Input input, @Nullable Output output) {
        String needed = null;
        String left = null;
        for (int i = 0; i < input.accesses().size(); i++) {
            Access access = input.accesses().get(i);
            String found =
                    output == null ? MultiRegister.ANYTHING : output.found().get(i);
            if (access.written() != null) {
                left = access.written();
            } else if (!found.equals(MultiRegister.ANYTHING)) {
                String current = left == null ? needed : left;
                if (current != null && !current.equals(found)) {
                    return new Shape.Changes<>();
                }
                needed = left == null ? found : needed;
            }
        }
        return needed == null ? unread(left) : left == null ? new Shape.Reads<>(holding(needed)) : read(needed, left);
    }

    private Shape<Map<String, String>> unread(@Nullable String left) {
        return left == null ? new Shape.Observes<>() : new Shape.Overwrites<>(holding(left));
    }

    private Shape<Map<String, String>> read(String needed, String left) {
        return needed.equals(left)
                ? new Shape.Reads<>(holding(needed))
                : new Shape.Moves<>(holding(needed), holding(left));
    }

    private Map<String, String> holding(String value) {
        return registers.with(Map.of(), register, value);
    }

    @Override
    public String describe(Input input, @Nullable Output output) {
        return registers.describe(input, output);
    }

    @Override
    public long weigh(Map<String, String> state) {
        return registers.weigh(state);
    }
}
