package dev.stampede.workloads.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@link ClientEvent}s. The two lists of kinds below are each other's mirror. */
final class EventCodec {

    private static final int INVOKED = 1;
    private static final int COMPLETED = 2;
    private static final int ATTEMPT_SENT = 3;
    private static final int ATTEMPT_ANSWERED = 4;
    private static final int BELIEVED = 5;
    private static final int DOUBTED = 6;
    private static final int SESSION_CHANGED = 7;
    private static final int STALLED = 8;
    private static final int NOTED = 9;
    private static final int POINTED = 10;
    private static final int ENDED = 11;

    private EventCodec() {}

    static void write(DataOutputStream out, ClientEvent event) throws IOException {
        if (event instanceof ClientEvent.Invoked e) {
            writeInvoked(out, e);
        } else if (event instanceof ClientEvent.Completed e) {
            writeCompleted(out, e);
        } else if (event instanceof ClientEvent.AttemptSent e) {
            writeSent(out, e);
        } else if (event instanceof ClientEvent.AttemptAnswered e) {
            writeAnswered(out, e);
        } else {
            writeOther(out, event);
        }
        out.writeLong(event.atNanos());
    }

    private static void writeOther(DataOutputStream out, ClientEvent event) throws IOException {
        if (event instanceof ClientEvent.Believed e) {
            out.writeByte(BELIEVED);
            Wire.writeString(out, e.key());
            out.writeLong(e.token());
        } else if (event instanceof ClientEvent.Doubted e) {
            out.writeByte(DOUBTED);
            Wire.writeString(out, e.key());
            Wire.writeString(out, e.reason());
        } else if (event instanceof ClientEvent.SessionChanged e) {
            out.writeByte(SESSION_CHANGED);
            Wire.writeString(out, e.state());
            out.writeLong(e.session());
            Wire.writeString(out, e.address());
            out.writeInt(e.timeoutMillis());
        } else if (event instanceof ClientEvent.Stalled e) {
            out.writeByte(STALLED);
            Wire.writeString(out, e.jvm());
            out.writeLong(e.fromNanos());
        } else if (event instanceof ClientEvent.Noted e) {
            out.writeByte(NOTED);
            Wire.writeString(out, e.text());
        } else if (event instanceof ClientEvent.Pointed e) {
            writePointed(out, e);
        } else if (event instanceof ClientEvent.Ended e) {
            out.writeByte(ENDED);
            Wire.writeString(out, e.origin());
            Wire.writeString(out, e.stackTrace());
        } else {
            throw new IOException("an event that has no form on the wire: " + event);
        }
    }

    static ClientEvent read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case INVOKED ->
                new ClientEvent.Invoked(
                        in.readInt(),
                        Wire.readString(in),
                        Wire.readNullableString(in),
                        Wire.readNullableString(in),
                        in.readLong());
            case COMPLETED -> readCompleted(in);
            case ATTEMPT_SENT -> readSent(in);
            case ATTEMPT_ANSWERED -> readAnswered(in);
            case BELIEVED -> new ClientEvent.Believed(Wire.readString(in), in.readLong(), in.readLong());
            case DOUBTED -> new ClientEvent.Doubted(Wire.readNullableString(in), Wire.readString(in), in.readLong());
            case SESSION_CHANGED ->
                new ClientEvent.SessionChanged(
                        Wire.readString(in), in.readLong(), Wire.readNullableString(in), in.readInt(), in.readLong());
            case STALLED -> new ClientEvent.Stalled(Wire.readString(in), in.readLong(), in.readLong());
            case NOTED -> new ClientEvent.Noted(Wire.readString(in), in.readLong());
            case POINTED -> readPointed(in);
            case ENDED ->
                new ClientEvent.Ended(Wire.readNullableString(in), Wire.readNullableString(in), in.readLong());
            default -> throw new IOException("expected the kind of an event, got " + kind);
        };
    }

    private static void writeInvoked(DataOutputStream out, ClientEvent.Invoked e) throws IOException {
        out.writeByte(INVOKED);
        out.writeInt(e.operation());
        Wire.writeString(out, e.function());
        Wire.writeString(out, e.key());
        Wire.writeString(out, e.argument());
    }

    private static void writeCompleted(DataOutputStream out, ClientEvent.Completed e) throws IOException {
        out.writeByte(COMPLETED);
        out.writeInt(e.operation());
        Wire.writeString(out, e.outcome());
        Wire.writeString(out, e.result());
        Wire.writeString(out, e.error());
        out.writeLong(e.session());
        out.writeLong(e.token());
        out.writeLong(e.zxid());
    }

    private static ClientEvent readCompleted(DataInputStream in) throws IOException {
        return new ClientEvent.Completed(
                in.readInt(),
                Wire.readString(in),
                Wire.readNullableString(in),
                Wire.readNullableString(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    private static void writeSent(DataOutputStream out, ClientEvent.AttemptSent e) throws IOException {
        out.writeByte(ATTEMPT_SENT);
        out.writeInt(e.attempt());
        out.writeInt(e.operation());
        out.writeLong(e.session());
        out.writeInt(e.order());
        Wire.writeString(out, e.opcode());
        Wire.writeString(out, e.path());
    }

    private static ClientEvent readSent(DataInputStream in) throws IOException {
        return new ClientEvent.AttemptSent(
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                Wire.readString(in),
                Wire.readNullableString(in),
                in.readLong());
    }

    private static void writeAnswered(DataOutputStream out, ClientEvent.AttemptAnswered e) throws IOException {
        out.writeByte(ATTEMPT_ANSWERED);
        out.writeInt(e.attempt());
        Wire.writeString(out, e.code());
        out.writeLong(e.session());
        out.writeLong(e.zxid());
        Wire.writeString(out, e.path());
        writeStat(out, e.stat());
    }

    private static ClientEvent readAnswered(DataInputStream in) throws IOException {
        return new ClientEvent.AttemptAnswered(
                in.readInt(),
                Wire.readString(in),
                in.readLong(),
                in.readLong(),
                Wire.readNullableString(in),
                readStat(in),
                in.readLong());
    }

    private static void writeStat(DataOutputStream out, ClientEvent.@Nullable Stat stat) throws IOException {
        out.writeBoolean(stat != null);
        if (stat != null) {
            out.writeLong(stat.czxid());
            out.writeLong(stat.mzxid());
            out.writeLong(stat.pzxid());
            out.writeLong(stat.mtime());
            out.writeInt(stat.version());
            out.writeInt(stat.cversion());
            out.writeInt(stat.aversion());
            out.writeLong(stat.ephemeralOwner());
            out.writeInt(stat.dataLength());
            out.writeInt(stat.children());
        }
    }

    private static ClientEvent.@Nullable Stat readStat(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        return new ClientEvent.Stat(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt(),
                in.readInt());
    }

    private static void writePointed(DataOutputStream out, ClientEvent.Pointed e) throws IOException {
        out.writeByte(POINTED);
        Wire.writeString(out, e.track());
        Wire.writeString(out, e.lane());
        Wire.writeString(out, e.label());
        Double value = e.value();
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeDouble(value);
        }
    }

    private static ClientEvent readPointed(DataInputStream in) throws IOException {
        String track = Wire.readString(in);
        String lane = Wire.readString(in);
        String label = Wire.readString(in);
        Double value = in.readBoolean() ? in.readDouble() : null;
        return new ClientEvent.Pointed(track, lane, label, value, in.readLong());
    }
}
