package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses the value of {@code --faults}: families and fault types, separated by commas. Append {@code @target} to choose
 * the target, with a hyphen for each space in its name: {@code kill:random@member-of-holder}.
 */
public final class FaultParser {
    private FaultParser() {}

    /**
     * Parses a list such as {@code partition,session-expiry:close@holder}. All entries of one family become one
     * request. The name of a family stands for its {@link FaultFamily#drawnTypes}. {@code none}, or an empty text,
     * requests no faults.
     *
     * @throws InvalidPlanException if a name is unknown or a type does not accept its target; the message lists all
     *     problems, and for an unknown name the most similar names
     */
    public static List<FaultRequest> parse(String text) {
        if (text.isBlank() || text.strip().equals("none")) {
            return List.of();
        }
        Map<String, Target> targets = new HashMap<>();
        Map<String, Set<FaultType>> types = new LinkedHashMap<>();
        Set<String> wholeFamilies = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int at = part.indexOf('@');
            String name = (at < 0 ? part : part.substring(0, at)).strip();
            Optional<FaultFamily> family = FaultTypes.family(name);
            Optional<FaultType> type = FaultTypes.named(name);
            if (family.isPresent()) {
                wholeFamilies.add(name);
                types.computeIfAbsent(name, f -> new LinkedHashSet<>())
                        .addAll(family.get().drawnTypes());
            } else if (type.isPresent()) {
                types.computeIfAbsent(type.get().family(), f -> new LinkedHashSet<>())
                        .add(type.get());
            } else {
                problems.add("unknown fault \"%s\"; nearest: %s. \"list faults\" prints all of them"
                        .formatted(name, String.join(", ", FaultTypes.nearest(name))));
                continue;
            }
            if (at >= 0) {
                String targetedFamily = type.map(FaultType::family).orElse(name);
                setTarget(part.substring(at + 1).strip(), targetedFamily, types, targets)
                        .ifPresent(problems::add);
            }
        }
        InvalidPlanException.throwIfAny(problems);
        return types.entrySet().stream()
                .map(e -> new FaultRequest(
                        e.getKey(),
                        List.copyOf(e.getValue()),
                        !wholeFamilies.contains(e.getKey()),
                        targets.get(e.getKey())))
                .toList();
    }

    /** Sets the target of a family. Returns a problem if one of its requested types does not accept the target. */
    private static Optional<String> setTarget(
            String text, String family, Map<String, Set<FaultType>> types, Map<String, Target> targets) {
        Optional<Target> target = Target.parse(text.replace('-', ' '));
        for (FaultType type : types.getOrDefault(family, Set.of())) {
            if (target.isEmpty() || !type.scope().accepts(target.get())) {
                return Optional.of("%s does not accept the target \"%s\"; it accepts %s"
                        .formatted(type.fullName(), text, type.scope().acceptedForms()));
            }
        }
        target.ifPresent(t -> targets.put(family, t));
        return Optional.empty();
    }
}
