package dev.stampede.checker.history.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes values of one type as JSON and reads them back. Implementations are immutable. */
interface ValueCodec {

    void write(JsonGenerator out, Object value) throws IOException;

    /** Reads the value that begins with the current token; {@code what} describes the value in messages. */
    Object read(JsonParser in, String what) throws IOException;

    /** The codec for the type of a component. */
    static ValueCodec of(Type type) {
        if (type == int.class) {
            return new Ints();
        } else if (type == long.class) {
            return new Longs();
        } else if (type == boolean.class) {
            return new Booleans();
        } else if (type == Double.class) {
            return new Doubles();
        } else if (type == Integer.class) {
            return new Ints();
        } else if (type == Long.class) {
            return new Longs();
        } else if (type == String.class) {
            return new Strings();
        } else if (type instanceof Class<?> c && c.isEnum()) {
            return new Enums(c);
        } else if (type instanceof Class<?> c && c.isRecord()) {
            return new Records(RecordCodec.of(c));
        } else if (type instanceof ParameterizedType p && p.getRawType() == List.class) {
            return new Lists(of(p.getActualTypeArguments()[0]));
        } else if (type instanceof ParameterizedType p && p.getRawType() == Map.class) {
            return new Maps(of(p.getActualTypeArguments()[1]));
        }
        throw new LinkageError("a record of a history has a component of the type " + type + ", which has no codec");
    }

    /** Throws an exception with the position if the condition does not hold. */
    static void expect(JsonParser in, boolean holds, String expected) throws IOException {
        if (!holds) {
            throw HistoryFormatException.at(in, "expected " + expected + ", found " + found(in));
        }
    }

    private static String found(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return token == null
                ? "the end of the line"
                : token.isStructStart() || token.isStructEnd() ? token.asString() : "\"" + in.getText() + "\"";
    }

    /** A whole number of 32 bits. */
    record Ints() implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeNumber((Integer) value);
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            boolean fits =
                    in.currentToken() == JsonToken.VALUE_NUMBER_INT && in.getNumberType() == JsonParser.NumberType.INT;
            expect(in, fits, "a whole number of 32 bits for " + what);
            return in.getIntValue();
        }
    }

    /** A whole number of 64 bits. */
    record Longs() implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeNumber((Long) value);
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            boolean fits = in.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            expect(in, fits, "a whole number of 64 bits for " + what);
            return in.getLongValue();
        }
    }

    /** True or false. */
    record Booleans() implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            JsonToken token = in.currentToken();
            expect(in, token != null && token.isBoolean(), "true or false for " + what);
            return in.getBooleanValue();
        }
    }

    /** A number. Values that are not finite are written as strings, because JSON has no numbers for them. */
    record Doubles() implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeNumber((Double) value);
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            JsonToken token = in.currentToken();
            if (token == JsonToken.VALUE_STRING
                    && List.of("NaN", "Infinity", "-Infinity").contains(in.getText())) {
                return Double.valueOf(in.getText());
            }
            expect(in, token != null && token.isNumeric(), "a number for " + what);
            return in.getDoubleValue();
        }
    }

    /** A string. */
    record Strings() implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeString((String) value);
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            expect(in, in.currentToken() == JsonToken.VALUE_STRING, "a text for " + what);
            return in.getText();
        }
    }

    /** The name of an enum constant. */
    record Enums(Class<?> type) implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            expect(in, in.currentToken() == JsonToken.VALUE_STRING, "a text for " + what);
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(in.getText())) {
                    return constant;
                }
            }
            throw HistoryFormatException.at(
                    in,
                    "expected one of " + Arrays.toString(type.getEnumConstants()) + " for " + what + ", found \""
                            + in.getText() + "\"");
        }
    }

    /** A record as an object. */
    record Records(RecordCodec codec) implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartObject();
            codec.writeFields(out, value);
            out.writeEndObject();
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            expect(in, in.currentToken() == JsonToken.START_OBJECT, "an object for " + what);
            return codec.readFields(in);
        }
    }

    /** A list as an array. */
    record Lists(ValueCodec element) implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartArray();
            for (Object each : (List<?>) value) {
                element.write(out, each);
            }
            out.writeEndArray();
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            expect(in, in.currentToken() == JsonToken.START_ARRAY, "an array for " + what);
            List<Object> list = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                list.add(element.read(in, "an element of " + what));
            }
            return list;
        }
    }

    /** A map with string keys as an object, in the order of the map. */
    record Maps(ValueCodec element) implements ValueCodec {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                out.writeFieldName((String) entry.getKey());
                element.write(out, entry.getValue());
            }
            out.writeEndObject();
        }

        @Override
        public Object read(JsonParser in, String what) throws IOException {
            expect(in, in.currentToken() == JsonToken.START_OBJECT, "an object for " + what);
            Map<String, Object> map = new LinkedHashMap<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String key = in.currentName();
                in.nextToken();
                map.put(key, element.read(in, "\"" + key + "\" of " + what));
            }
            return map;
        }
    }
}
