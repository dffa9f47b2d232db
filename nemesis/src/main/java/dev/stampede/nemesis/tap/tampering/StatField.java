package dev.stampede.nemesis.tap.tampering;

import java.nio.ByteBuffer;

/** The fields of an encoded Stat. */
enum StatField {
    CZXID(0, Long.BYTES),
    MZXID(8, Long.BYTES),
    CTIME(16, Long.BYTES),
    MTIME(24, Long.BYTES),
    VERSION(32, Integer.BYTES),
    CVERSION(36, Integer.BYTES),
    AVERSION(40, Integer.BYTES),
    EPHEMERAL_OWNER(44, Long.BYTES),
    DATA_LENGTH(52, Integer.BYTES),
    NUM_CHILDREN(56, Integer.BYTES),
    PZXID(60, Long.BYTES);

    /** The length of an encoded Stat. */
    static final int BYTES = 68;

    private final int offset;
    private final int bytes;

    StatField(int offset, int bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /** Replaces the value in the Stat that begins at an index. */
    void put(ByteBuffer buffer, int statIndex, long value) {
        if (bytes == Long.BYTES) {
            buffer.putLong(statIndex + offset, value);
        } else {
            buffer.putInt(statIndex + offset, Math.toIntExact(value));
        }
    }

    /** The version in an encoded Stat. */
    static int version(byte[] stat) {
        return ByteBuffer.wrap(stat).getInt(VERSION.offset);
    }

    /** The Stat of a znode that was just created. */
    static byte[] ofNewZnode(long zxid, long ephemeralOwner, int dataLength) {
        ByteBuffer stat = ByteBuffer.allocate(BYTES);
        for (StatField field : new StatField[] {CZXID, MZXID, PZXID}) {
            field.put(stat, 0, zxid);
        }
        EPHEMERAL_OWNER.put(stat, 0, ephemeralOwner);
        DATA_LENGTH.put(stat, 0, dataLength);
        return stat.array();
    }
}
