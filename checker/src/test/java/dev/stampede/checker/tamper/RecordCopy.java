package dev.stampede.checker.tamper;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies records with other values of some components. Stateless. */
final class RecordCopy {
    /** Computes the new value of a component from its name and its present value. */
    interface Change {
        @Nullable
        Object of(String component, @Nullable Object value);
    }

    /** The components of a record class. */
    private record Shape(List<String> names, List<Method> accessors, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                return new Shape(
                        Arrays.stream(components).map(RecordComponent::getName).toList(),
                        Arrays.stream(components)
                                .map(RecordComponent::getAccessor)
                                .toList(),
                        type.getDeclaredConstructor(types));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(type + " has no canonical constructor", e);
            }
        }
    }

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private RecordCopy() {}

    /** Whether a record has a component with this name. */
    static boolean has(Record record, String component) {
        return SHAPES.get(record.getClass()).names().contains(component);
    }

    /** The record with another value of one component. */
    static <R extends Record> R with(R original, String component, @Nullable Object value) {
        if (!has(original, component)) {
            throw new IllegalArgumentException(original.getClass().getSimpleName() + " has no component " + component);
        }
        return map(original, (name, old) -> name.equals(component) ? value : old);
    }

    /** The record with the changed values of all components; the original if none changes. */
    static <R extends Record> R map(R original, Change change) {
        Shape shape = SHAPES.get(original.getClass());
        @Nullable Object[] values = new Object[shape.names().size()];
        boolean changed = false;
        try {
            for (int i = 0; i < values.length; i++) {
                Object old = shape.accessors().get(i).invoke(original);
                values[i] = change.of(shape.names().get(i), old);
                changed |= !Objects.equals(values[i], old);
            }
            @SuppressWarnings("unchecked") // its own class
            R copy = changed ? (R) shape.constructor().newInstance(values) : original;
            return copy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + original, e);
        }
    }
}
