package dev.stampede.checker.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several registers that an operation reads and writes atomically.
 *
 * @param value the value of each register before the first operation
 */
public record MultiRegister(String value)
        implements ProjectableModel<Map<String, String>, MultiRegister.Input, MultiRegister.Output> {

    /** One read or write within an operation; {@code written} is null for a read. */
    public record Access(String register, @Nullable String written) {
        @Override
        public String toString() {
            return written == null ? "read " + register : "write " + register + " " + written;
        }
    }

    /** The accesses of one operation, in their order. */
    public record Input(List<Access> accesses) {
        public Input {
            accesses = List.copyOf(accesses);
        }
    }

    /** The result of each access: for a read the value, or {@link #ANYTHING} if unknown; ignored for a write. */
    public record Output(List<String> found) {
        public Output {
            found = List.copyOf(found);
        }
    }

    /** Stands for an unknown value of a read. */
    public static final String ANYTHING = "?";

    @Override
    public Map<String, String> initial() {
        return Map.of();
    }

    @Override
    public List<Map<String, String>> step(Map<String, String> state, Input input, @Nullable Output output) {
        Map<String, String> next = state;
        for (int i = 0; i < input.accesses().size(); i++) {
            Access access = input.accesses().get(i);
            String written = access.written();
            if (written != null) {
                next = with(next, access.register(), written);
            } else if (output != null) {
                String found = output.found().get(i);
                if (!found.equals(ANYTHING) && !found.equals(next.getOrDefault(access.register(), value))) {
                    return List.of();
                }
            }
        }
        return List.of(next);
    }

    /** The registers. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        return input.accesses().stream().map(Access::register).collect(Collectors.toSet());
    }

    /** The accesses of these registers. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        List<Access> accesses = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < input.accesses().size(); i++) {
            if (parts.contains(input.accesses().get(i).register())) {
                accesses.add(input.accesses().get(i));
                found.add(output == null ? ANYTHING : output.found().get(i));
            }
        }
        return accesses.isEmpty()
                ? Optional.empty()
                : Optional.of(new Projected<>(new Input(accesses), output == null ? null : new Output(found)));
    }

    /** Operations that only read are observations; all others change the state. */
    @Override
    public Shape<Map<String, String>> shape(Input input, @Nullable Output output) {
        return input.accesses().stream().allMatch(access -> access.written() == null)
                ? new Shape.Observes<>()
                : new Shape.Changes<>();
    }

    /** With a single register, the model is that of a register, for which more shapes can be declared. */
    @Override
    public Model<Map<String, String>, Input, Output> projection(Set<String> parts) {
        return parts.size() == 1 ? new SingleRegisterView(this, parts.iterator().next()) : this;
    }

    /** Omits registers with their initial value, so that equal contents are equal states. */
    Map<String, String> with(Map<String, String> state, String register, String written) {
        Map<String, String> next = new TreeMap<>(state);
        if (written.equals(value)) {
            next.remove(register);
        } else {
            next.put(register, written);
        }
        return next;
    }

    @Override
    public String describe(Input input, @Nullable Output output) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < input.accesses().size(); i++) {
            Access access = input.accesses().get(i);
            String found = output == null ? ANYTHING : output.found().get(i);
            words.add(access.written() == null ? access + " \u2192 " + found : access.toString());
        }
        return String.join(", ", words);
    }

    @Override
    public long weigh(Map<String, String> state) {
        return 64 + 120L * state.size();
    }
}
