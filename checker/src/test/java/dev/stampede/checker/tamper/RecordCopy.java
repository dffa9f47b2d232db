package dev.stampede.checker.tamper;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Copies records with other values of some components. Stateless. */
final class RecordCopy {
    /** Computes the new value of a component from its name and its present value. */
    interface Change {
        @Nullable
        Object of(String component, @Nullable Object value);
    }

    private RecordCopy() {}

    /** The record with another value of one component. */
    static <R extends Record> R with(R original, String component, @Nullable Object value) {
        if (Arrays.stream(original.getClass().getRecordComponents())
                .noneMatch(c -> c.getName().equals(component))) {
            throw new IllegalArgumentException(
                    original.getClass().getSimpleName() + " has no component " + component);
        }
        return map(original, (name, old) -> name.equals(component) ? value : old);
    }

    /** The record with the changed values of all components. */
    static <R extends Record> R map(R original, Change change) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) original.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = change.of(components[i].getName(), components[i].getAccessor().invoke(original));
            }
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + original, e);
        }
    }
}
