package dev.stampede.checker.history;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Headers and events for tests. */
public final class Samples {
    private Samples() {}

    public static RunHeader header() {
        return new RunHeader(
                "run-1",
                "lock",
                "naive",
                42,
                "2026-11-24T00:00:00Z",
                "local, 3 members of 3.9.5",
                List.of(1, 2, 3),
                new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000),
                List.of("partition"),
                "{\"atoms\":[]}",
                List.of(new RunHeader.CheckSpec("audit", Map.of("a", "1"))),
                "replay \"it\"",
                "recheck",
                Map.of("zoo.cfg", "tickTime=200\nsyncLimit=5"));
    }

    /** The event of number {@code i} of a run in which clients call one operation after another. */
    public static Event.Invoked invoked(int i) {
        return new Event.Invoked(i, i % 5, "acquire", "/locks/a", "argument " + i, i * 1_000L);
    }

    public static Event.Completed completed(int i) {
        return new Event.Completed(
                i, Outcome.OK, "result " + i, null, 0x1000_0000_0001L + i % 5, 0x1_0000_0000L + i, i, i * 1_000L + 500);
    }

    /** An event of each kind with random components; nullable ones are sometimes null. */
    public static List<Event> oneOfEach(SplittableRandom random) {
        List<Event> events = new ArrayList<>();
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            events.add((Event) random(kind, random));
        }
        return events;
    }

    private static Object random(Class<?> type, SplittableRandom random) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
                values[i] = nullable && random.nextInt(3) == 0 ? null : value(components[i].getGenericType(), random);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.toString(), e);
        }
    }

    private static Object value(Type type, SplittableRandom random) {
        if (type == int.class || type == Integer.class) {
            return random.nextInt();
        } else if (type == long.class || type == Long.class) {
            return random.nextLong() >> random.nextInt(64);
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == Double.class) {
            return List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY, -0.0).get(random.nextInt(4));
        } else if (type == String.class) {
            return List.of("", "/a", "</script>\u0000\n\"", "zwölf \uD83D\uDC18 \u2028")
                    .get(random.nextInt(4));
        } else if (type instanceof ParameterizedType p) {
            Type element = p.getActualTypeArguments()[0];
            return random.nextBoolean() ? List.of() : List.of(value(element, random), value(element, random));
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return c.getEnumConstants()[random.nextInt(c.getEnumConstants().length)];
        }
        return random((Class<?>) type, random);
    }
}
