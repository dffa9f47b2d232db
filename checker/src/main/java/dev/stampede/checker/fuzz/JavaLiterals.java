package dev.stampede.checker.fuzz;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values as Java expressions: records, enums, strings, numbers, lists and null. */
final class JavaLiterals {
    private JavaLiterals() {}

    /**
     * The expression. For an unsupported type, its {@code toString} in a comment, so that the generated test does not
     * compile.
     */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
        if (value instanceof Long number) {
            return number == Long.MAX_VALUE ? "ObservedCall.NEVER" : number + "L";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return name(constant.getDeclaringClass()) + "." + constant.name();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JavaLiterals::of).collect(Collectors.joining(", ", "List.of(", ")"));
        }
        return value instanceof Record ? record(value) : "/* " + value + " */";
    }

    private static String record(Object value) {
        Class<?> type = value.getClass();
        String generic = type.getTypeParameters().length == 0 ? "" : "<>";
        return Stream.of(type.getRecordComponents())
                .map(component -> of(component(component, value)))
                .collect(Collectors.joining(", ", "new " + name(type) + generic + "(", ")"));
    }

    private static @Nullable Object component(RecordComponent component, Object value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + value, e);
        }
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }
}
