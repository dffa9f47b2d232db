package dev.stampede.nemesis.fault.registry;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.network.ClientPartitionFault;
import dev.stampede.nemesis.fault.network.PartitionFault;
import dev.stampede.nemesis.fault.process.KillFault;
import dev.stampede.nemesis.fault.process.PauseFault;
import dev.stampede.nemesis.fault.process.WorkerFault;
import dev.stampede.nemesis.fault.resource.ResourceFault;
import dev.stampede.nemesis.fault.session.SessionExpiryFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * All fault types: the built-in ones, then users' types. {@link ServiceLoader} finds users' types with the context
 * class loader of the calling thread; files {@code META-INF/services/dev.stampede.nemesis.fault.FaultType} name them.
 *
 * <p>Safe to use from several threads. Each call of {@link #all()} and of the methods that depend on it searches the
 * class path again. A class that is already loaded yields the same object as before.
 */
public final class FaultTypes {
    private static final int NEAREST = 3;

    /** The order in which faults are listed. */
    private static final List<FaultType> BUILT_IN = Stream.<FaultType[]>of(
                    PartitionFault.values(),
                    ClientPartitionFault.values(),
                    SessionExpiryFault.values(),
                    KillFault.values(),
                    PauseFault.values(),
                    ResourceFault.values(),
                    WorkerFault.values())
            .flatMap(Stream::of)
            .toList();

    private static final ClassValue<FaultType> USER_TYPES = new ClassValue<>() {
        @Override
        protected FaultType computeValue(Class<?> type) {
            try {
                return (FaultType) type.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "the fault type " + type.getName()
                                + " cannot be instantiated: expected a public class with a public constructor without"
                                + " parameters",
                        e);
            }
        }
    };

    private FaultTypes() {}

    /**
     * Every fault type, the built-in ones first.
     *
     * @throws IllegalStateException if a user's type cannot be loaded or is incomplete; the message lists all problems
     */
    public static List<FaultType> all() {
        List<FaultType> all = new ArrayList<>(BUILT_IN);
        try {
            ServiceLoader.load(FaultType.class).stream()
                    .map(provider -> USER_TYPES.get(provider.type()))
                    .forEach(all::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a fault type of the class path cannot be loaded: " + e.getMessage(), e);
        }
        List<String> problems = problems(all);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("fault types are incomplete: " + String.join("; ", problems));
        }
        return List.copyOf(all);
    }

    /** The type with this {@code family:shape}. */
    public static Optional<FaultType> named(String name) {
        return all().stream().filter(type -> type.fullName().equals(name)).findFirst();
    }

    /** Every family, in the order of its first type. */
    public static List<FaultFamily> families() {
        Map<String, List<FaultType>> byFamily = new LinkedHashMap<>();
        for (FaultType type : all()) {
            byFamily.computeIfAbsent(type.family(), family -> new ArrayList<>()).add(type);
        }
        return byFamily.entrySet().stream()
                .map(e -> new FaultFamily(e.getKey(), e.getValue()))
                .toList();
    }

    /** The family with this name. */
    public static Optional<FaultFamily> family(String name) {
        return families().stream().filter(family -> family.name().equals(name)).findFirst();
    }

    /** The most similar names of families and types, the most similar first. */
    public static List<String> nearest(String name) {
        return nearest(
                name,
                Stream.concat(
                        families().stream().map(FaultFamily::name),
                        all().stream().map(FaultType::fullName)));
    }

    /** The most similar names of types only. */
    public static List<String> nearestTypes(String name) {
        return nearest(name, all().stream().map(FaultType::fullName));
    }

    private static List<String> nearest(String name, Stream<String> names) {
        return names.sorted(Comparator.comparingInt((String known) -> distance(name, known))
                        .thenComparing(known -> known))
                .limit(NEAREST)
                .toList();
    }

    /** The Levenshtein distance: the number of insertions, deletions and replacements of letters. */
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

    /** The problems of these types: missing or contradictory properties; empty if they are complete. */
    static List<String> problems(List<FaultType> types) {
        List<String> problems = new ArrayList<>();
        Map<String, FaultType> byName = new LinkedHashMap<>();
        Map<String, FaultType> firstOfFamily = new LinkedHashMap<>();
        for (FaultType type : types) {
            String which = type.getClass().getName() + " (" + type.fullName() + ")";
            if (!type.family().matches(FaultType.NAME_PATTERN) || !type.shape().matches(FaultType.NAME_PATTERN)) {
                problems.add(which + ": expected family and shape to be lower-case words with hyphens");
            }
            if (byName.putIfAbsent(type.fullName(), type) != null) {
                problems.add(which + ": another fault type has the same name");
            }
            if (type.description().isBlank()) {
                problems.add(which + ": expected a description");
            }
            if (type.effects().isEmpty()) {
                problems.add(which + ": expected at least one effect");
            }
            FaultType first = firstOfFamily.computeIfAbsent(type.family(), family -> type);
            if (first.scope().affectsMembers() != type.scope().affectsMembers()) {
                problems.add(which + ": the other faults of its family do not act on "
                        + (type.scope().affectsMembers() ? "members" : "clients"));
            }
        }
        return problems;
    }
}
