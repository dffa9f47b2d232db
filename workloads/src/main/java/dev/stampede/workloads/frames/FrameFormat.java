package dev.stampede.workloads.frames;

/**
 * The file of frames in the folder of a run: {@value #FILE_NAME}, gzip.
 *
 * <p>It begins with the line {@code stampede-frames 1}. Then each frame is one record. A number is a varint (7 bits a
 * byte, the lowest first, the highest bit set in all bytes but the last); a signed number is zigzag-coded first.
 *
 * <ol>
 *   <li>one byte: the kind ({@link FrameRecord.Kind}) in bits 0 to 2, the watch flag in bit 3, and in bit 4 whether the
 *       session differs from the previous frame of this connection, or from 0 if there is none;
 *   <li>the time: signed, in nanoseconds, minus that of the previous record;
 *   <li>the index of the connection, from 0 in the order of first appearance; at its first appearance it is followed by
 *       the client, the member and the number of the connection;
 *   <li>if bit 4 is set: the session, 8 bytes;
 *   <li>the length of the frame;
 *   <li>of requests and replies: the xid, signed, minus the previous one of this stream of the connection (0 at first);
 *       then the signed number of the opcode ({@code ZooDefs.OpCode});
 *   <li>of replies: the error code, signed;
 *   <li>of connect requests, replies and watch events: the zxid, signed, minus the previous zxid in the file;
 *   <li>of watch events: the type and the state, signed;
 *   <li>of requests, replies and watch events: the path, see below.
 * </ol>
 *
 * <p>A path is 0 for null, 1 for a path that follows (its length in bytes, then UTF-8), and n + 2 for the n-th path
 * that followed, from 0. Only the first {@value #MAX_PATHS} paths that follow are numbered.
 */
final class FrameFormat {
    static final String FILE_NAME = "frames.bin.gz";
    static final String FIRST_LINE = "stampede-frames 1\n";
    static final String NAME = "stampede-frames ";
    static final int MAX_PATHS = 1 << 16;
    /** The longest path in bytes: UTF-8 has at most 3 bytes a char of Java. */
    static final int MAX_PATH_BYTES = 3 * (FrameRecord.MAX_PATH + 4);

    static final int KIND_BITS = 0x07;
    static final int WATCH_BIT = 0x08;
    static final int SESSION_BIT = 0x10;

    static final int NO_PATH = 0;
    static final int NEW_PATH = 1;
    static final int FIRST_KNOWN_PATH = 2;

    private FrameFormat() {}

    /** What a record is relative to, for each connection. */
    static final class Connection {
        final int client;
        final int member;
        final long number;
        long session;
        int requestXid;
        int replyXid;

        Connection(int client, int member, long number) {
            this.client = client;
            this.member = member;
            this.number = number;
        }
    }
}
