package dev.stampede.checker.history.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one type as JSON objects and reads them back. The field names are the names of the components; null
 * components are omitted.
 *
 * <p>It derives the fields from the components of the record, so a new event is written without further code. The types
 * of components are those that {@link ValueCodec} supports. Immutable and safe to share between threads.
 */
final class RecordCodec {
    private record Field(String name, Method accessor, boolean nullable, ValueCodec codec) {}

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Field[] fields;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    private RecordCodec(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        this.fields = new Field[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent c = components[i];
            boolean nullable = c.getAnnotatedType().isAnnotationPresent(Nullable.class);
            c.getAccessor().setAccessible(true);
            fields[i] = new Field(c.getName(), c.getAccessor(), nullable, ValueCodec.of(c.getGenericType()));
            indices.put(c.getName(), i);
            types[i] = c.getType();
        }
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new LinkageError("the record " + type + " has no canonical constructor", e);
        }
        constructor.setAccessible(true);
    }

    static RecordCodec of(Class<?> type) {
        return new RecordCodec(type);
    }

    /** Writes the fields of the record into an object that is already open. */
    void writeFields(JsonGenerator out, Object value) throws IOException {
        for (Field field : fields) {
            Object content = read(field, value);
            if (content != null) {
                out.writeFieldName(field.name());
                field.codec().write(out, content);
            }
        }
    }

    private static @Nullable Object read(Field field, Object value) {
        try {
            return field.accessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError("cannot read " + field.name() + " of " + value, e);
        }
    }

    /**
     * Reads the fields of an open object up to and including its end.
     *
     * @throws HistoryFormatException.Unplaced if the object is not such a record
     */
    Object readFields(JsonParser in) throws IOException {
        @Nullable Object[] contents = new @Nullable Object[fields.length];
        JsonToken token = in.nextToken();
        while (token == JsonToken.FIELD_NAME) {
            Integer index = indices.get(in.currentName());
            if (index == null) {
                throw HistoryFormatException.at(
                        in,
                        "expected a field of " + name() + " " + indices.keySet() + ", found \"" + in.currentName()
                                + "\"");
            }
            in.nextToken();
            contents[index] = fields[index].codec().read(in, "\"" + fields[index].name() + "\"");
            token = in.nextToken();
        }
        ValueCodec.expect(in, token == JsonToken.END_OBJECT, "a field or the end of the object");
        requireAll(in, contents);
        return make(in, contents);
    }

    private void requireAll(JsonParser in, @Nullable Object[] contents) throws IOException {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            if (contents[i] == null && !fields[i].nullable()) {
                missing.add(fields[i].name());
            }
        }
        if (!missing.isEmpty()) {
            throw HistoryFormatException.at(in, "expected " + name() + " to have the fields " + missing);
        }
    }

    private Object make(JsonParser in, @Nullable Object[] contents) throws IOException {
        try {
            return constructor.newInstance(contents);
        } catch (InvocationTargetException e) {
            throw HistoryFormatException.at(in, "expected a " + name() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make " + type + " of " + Arrays.toString(contents), e);
        }
    }

    private String name() {
        return type.getSimpleName();
    }
}
