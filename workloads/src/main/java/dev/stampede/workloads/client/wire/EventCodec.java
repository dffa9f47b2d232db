package dev.stampede.workloads.client.wire;

import dev.stampede.checker.history.data.Event;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the events of clients: the number of the event type, then the components of the record in their
 * order. Both sides must have the same version of these records, which {@link Frames#PROTOCOL} identifies. Immutable.
 */
final class EventCodec {

    /** The event types of clients, in the order of their numbers on the wire. */
    static final List<Class<? extends Event>> KINDS = List.of(
            Event.Invoked.class,
            Event.Completed.class,
            Event.AttemptSent.class,
            Event.AttemptAnswered.class,
            Event.ChildrenListed.class,
            Event.OperationBlocked.class,
            Event.Believed.class,
            Event.Doubted.class,
            Event.SessionChanged.class,
            Event.Stalled.class,
            Event.Note.class,
            Event.TrackPoint.class,
            Event.ClientEnded.class);

    private static final List<EventCodec> CODECS =
            KINDS.stream().map(EventCodec::new).toList();
    /** The codecs of the records within events. */
    private static final ClassValue<EventCodec> NESTED = new ClassValue<>() {
        @Override
        protected EventCodec computeValue(Class<?> record) {
            return new EventCodec(record);
        }
    };

    private static final Map<Class<?>, Integer> NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < KINDS.size(); i++) {
            NUMBERS.put(KINDS.get(i), i);
        }
    }

    private final Constructor<?> constructor;
    private final Method[] accessors;
    private final Class<?>[] types;

    private EventCodec(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        this.accessors = new Method[components.length];
        this.types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            accessors[i] = components[i].getAccessor();
            types[i] = components[i].getType();
        }
        try {
            this.constructor = record.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new LinkageError("the record " + record + " has no canonical constructor", e);
        }
    }

    /** @throws IOException if the type of the event is not one of {@link #KINDS}, or the stream fails */
    static void write(DataOutputStream out, Event event) throws IOException {
        Integer number = NUMBERS.get(event.getClass());
        if (number == null) {
            throw new IOException("expected an event that clients report, got " + event);
        }
        out.writeByte(number);
        CODECS.get(number).writeComponents(out, event);
    }

    static Event read(DataInputStream in) throws IOException {
        int number = in.readByte();
        if (number < 0 || number >= CODECS.size()) {
            throw new IOException("expected the kind of an event, got " + number);
        }
        return (Event) CODECS.get(number).readComponents(in);
    }

    private void writeComponents(DataOutputStream out, Object record) throws IOException {
        for (int i = 0; i < types.length; i++) {
            try {
                writeValue(out, types[i], accessors[i].invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("cannot read " + accessors[i], e);
            }
        }
    }

    private static void writeValue(DataOutputStream out, Class<?> type, @Nullable Object value) throws IOException {
        if (type == String.class) {
            WireStrings.writeString(out, (String) value);
        } else if (value == null) {
            out.writeBoolean(false);
        } else if (type == int.class) {
            out.writeInt((Integer) value);
        } else if (type == long.class) {
            out.writeLong((Long) value);
        } else if (type == Double.class) {
            out.writeBoolean(true);
            out.writeDouble((Double) value);
        } else if (type == Long.class) {
            out.writeBoolean(true);
            out.writeLong((Long) value);
        } else if (type.isEnum()) {
            out.writeBoolean(true);
            out.writeUTF(((Enum<?>) value).name());
        } else if (type == List.class) {
            out.writeBoolean(true);
            WireStrings.writeStrings(out, (List<?>) value);
        } else {
            out.writeBoolean(true);
            nested(type).writeComponents(out, value);
        }
    }

    private Object readComponents(DataInputStream in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = readValue(in, types[i]);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IOException(
                    "the components that were read are not valid for " + constructor.getDeclaringClass() + ": "
                            + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make " + constructor, e);
        }
    }

    private static @Nullable Object readValue(DataInputStream in, Class<?> type) throws IOException {
        if (type == String.class) {
            return WireStrings.readNullableString(in);
        } else if (type == int.class) {
            return in.readInt();
        } else if (type == long.class) {
            return in.readLong();
        } else if (!in.readBoolean()) {
            return null;
        } else if (type == Double.class) {
            return in.readDouble();
        } else if (type == Long.class) {
            return in.readLong();
        } else if (type.isEnum()) {
            return constant(type, in.readUTF());
        } else if (type == List.class) {
            return WireStrings.readStrings(in);
        }
        return nested(type).readComponents(in);
    }

    private static Object constant(Class<?> type, String name) throws IOException {
        for (Object each : type.getEnumConstants()) {
            if (((Enum<?>) each).name().equals(name)) {
                return each;
            }
        }
        throw new IOException("expected one of " + List.of(type.getEnumConstants()) + ", got " + name);
    }

    private static EventCodec nested(Class<?> record) {
        return NESTED.get(record);
    }
}
