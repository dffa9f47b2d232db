package dev.stampede.workloads.client.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The protocol between a client and the fenced store: a write, and the answer whether it was accepted. */
final class StoreProtocol {

    /** The maximum length of a key, in characters. */
    static final int KEY_LENGTH = 1000;

    private static final int ACCEPTED = 1;
    private static final int REFUSED = 0;

    private StoreProtocol() {}

    record Write(int client, int operation, String key, long token) {

        static Write readFrom(DataInputStream in) throws IOException {
            return new Write(in.readInt(), in.readInt(), in.readUTF(), in.readLong());
        }

        void writeTo(DataOutputStream out) throws IOException {
            out.writeInt(client);
            out.writeInt(operation);
            out.writeUTF(key);
            out.writeLong(token);
            out.flush();
        }
    }

    static void checkKey(String key) {
        if (key.length() > KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "expected a key of at most " + KEY_LENGTH + " characters, got " + key.length());
        }
    }

    static void writeAccepted(DataOutputStream out, FencedWrite write) throws IOException {
        out.writeByte(write.accepted() ? ACCEPTED : REFUSED);
        out.flush();
    }

    static boolean readAccepted(DataInputStream in) throws IOException {
        int answer = in.readByte();
        if (answer != ACCEPTED && answer != REFUSED) {
            throw new IOException(
                    "expected the fenced store to answer " + ACCEPTED + " or " + REFUSED + ", got " + answer);
        }
        return answer == ACCEPTED;
    }
}
