package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the command line says after {@code --faults}: families and shapes, with commas between, each with {@code
 * @target} behind it if it is to befall somebody else than usual ({@code kill:random@member-of-holder}: a dash stands
 * for the space in a target's name).
 */
public final class FaultParser {
    private static final int NEAREST = 3;

    private FaultParser() {}

    /**
     * Reads {@code partition,session-expiry:close@holder}. Shapes of one family make one wish; a family and one of its shapes
     * make a wish of both. {@code none} alone, or nothing, wishes for nothing.
     *
     * @throws InvalidPlanException if a name is not known; lists all of those, each with the nearest names
     */
    public static List<FaultRequest> parse(String text) {
        if (text.isBlank() || text.strip().equals("none")) {
            return List.of();
        }
        Map<FaultFamily, Target> targets = new EnumMap<>(FaultFamily.class);
        Map<FaultFamily, Set<FaultShape>> shapes = new LinkedHashMap<>();
        Set<FaultFamily> whole = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int at = part.indexOf('@');
            String name = (at < 0 ? part : part.substring(0, at)).strip();
            Optional<FaultFamily> family = FaultFamily.named(name);
            Optional<FaultShape> shape = FaultShape.named(name);
            if (family.isPresent()) {
                whole.add(family.get());
                shapes.computeIfAbsent(family.get(), f -> new LinkedHashSet<>())
                        .addAll(family.get().realShapes());
            } else if (shape.isPresent()) {
                shapes.computeIfAbsent(shape.get().family(), f -> new LinkedHashSet<>())
                        .add(shape.get());
            } else {
                problems.add("unknown fault \"%s\"; nearest: %s. Known are all that \"list faults\" prints"
                        .formatted(name, String.join(", ", nearest(name))));
            }
            if (at >= 0 && (family.isPresent() || shape.isPresent())) {
                aim(part, at, shape.map(FaultShape::family).or(() -> family).orElseThrow(), shapes, targets)
                        .ifPresent(problems::add);
            }
        }
        InvalidPlanException.throwIfAny(problems);
        return shapes.entrySet().stream()
                .map(e -> new FaultRequest(
                        e.getKey(), List.copyOf(e.getValue()), !whole.contains(e.getKey()), targets.get(e.getKey())))
                .toList();
    }

    /** Notes whom a family is to befall; the problem if it cannot. */
    private static Optional<String> aim(
            String part,
            int at,
            FaultFamily family,
            Map<FaultFamily, Set<FaultShape>> shapes,
            Map<FaultFamily, Target> targets) {
        Optional<Target> target = Target.parse(part.substring(at + 1).strip().replace('-', ' '));
        for (FaultShape shape : shapes.getOrDefault(family, Set.of())) {
            if (target.isEmpty() || !shape.accepts(target.get())) {
                return Optional.of("%s cannot befall \"%s\"; it can befall %s"
                        .formatted(shape.kind(), part.substring(at + 1), shape.acceptedTargets()));
            }
        }
        target.ifPresent(t -> targets.put(family, t));
        return Optional.empty();
    }

    /** The names of faults that are nearest to this one, the nearest first. */
    public static List<String> nearest(String name) {
        return nearest(
                name,
                Stream.concat(
                        Arrays.stream(FaultFamily.values()).map(FaultFamily::label),
                        Arrays.stream(FaultShape.values()).map(FaultShape::kind)));
    }

    /** As {@link #nearest(String)}, without the names of families. */
    static List<String> nearestShapes(String name) {
        return nearest(name, Arrays.stream(FaultShape.values()).map(FaultShape::kind));
    }

    private static List<String> nearest(String name, Stream<String> names) {
        return names.sorted(Comparator.comparingInt((String known) -> distance(name, known))
                        .thenComparing(known -> known))
                .limit(NEAREST)
                .collect(Collectors.toList());
    }

    /** Levenshtein's: how many letters must be put in, taken out or replaced. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
