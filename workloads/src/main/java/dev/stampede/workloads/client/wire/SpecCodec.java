package dev.stampede.workloads.client.wire;

import dev.stampede.workloads.client.ClientSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes and reads {@link ClientSpec}s. Strings are never truncated: a spec that is too long is refused. */
final class SpecCodec {

    private static final int MAX_ENTRIES = 10_000;

    private SpecCodec() {}

    static void write(DataOutputStream out, ClientSpec spec) throws IOException {
        if (spec.settings().size() > MAX_ENTRIES) {
            throw new IOException("expected at most " + MAX_ENTRIES + " settings, got "
                    + spec.settings().size());
        }
        out.writeInt(spec.number());
        out.writeInt(spec.restarts());
        writeWhole(out, spec.driver());
        out.writeInt(spec.settings().size());
        for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
            writeWhole(out, setting.getKey());
            writeWhole(out, setting.getValue());
        }
        out.writeLong(spec.seed());
        writeWhole(out, spec.connectString());
        out.writeInt(spec.sessionTimeoutMillis());
        writeWhole(out, spec.store());
        writeWhole(out, spec.settingsFile());
        out.writeInt(spec.hostNames().size());
        for (String host : spec.hostNames()) {
            writeWhole(out, host);
        }
    }

    static ClientSpec read(DataInputStream in) throws IOException {
        int number = in.readInt();
        int restarts = in.readInt();
        String driver = WireStrings.readString(in);
        Map<String, String> settings = readSettings(in);
        return new ClientSpec(
                number,
                restarts,
                driver,
                settings,
                in.readLong(),
                WireStrings.readString(in),
                in.readInt(),
                WireStrings.readString(in),
                WireStrings.readString(in),
                readHostNames(in));
    }

    private static List<String> readHostNames(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw new IOException("expected at most " + MAX_ENTRIES + " host names, got " + count);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(WireStrings.readString(in));
        }
        return names;
    }

    private static Map<String, String> readSettings(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ENTRIES) {
            throw new IOException("expected at most " + MAX_ENTRIES + " settings, got " + count);
        }
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            settings.put(WireStrings.readString(in), WireStrings.readString(in));
        }
        return settings;
    }

    private static void writeWhole(DataOutputStream out, String text) throws IOException {
        if (text.length() > WireStrings.STRING_LENGTH) {
            throw new IOException("expected at most " + WireStrings.STRING_LENGTH
                    + " characters in a client's spec, got " + text.length() + ": " + text.substring(0, 40) + "...");
        }
        WireStrings.writeString(out, text);
    }
}
