package dev.stampede.nemesis.txnlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.server.Request;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.Util;
import org.apache.zookeeper.txn.CheckVersionTxn;
import org.apache.zookeeper.txn.CloseSessionTxn;
import org.apache.zookeeper.txn.CreateContainerTxn;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.CreateTTLTxn;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.ErrorTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetACLTxn;
import org.apache.zookeeper.txn.SetDataTxn;
import org.apache.zookeeper.txn.Txn;
import org.apache.zookeeper.txn.TxnDigest;
import org.apache.zookeeper.txn.TxnHeader;
import org.jspecify.annotations.Nullable;

/** Files of a transaction log, written by ZooKeeper's own {@code FileTxnLog}. */
final class LogEntries {
    static final long SESSION = 0x1000_0000_0001L;
    static final long TIME = 1_700_000_000_000L;
    private static final byte[] DATA = {1, 2, 3};

    private LogEntries() {}

    /** One entry. */
    record Entry(TxnHeader header, @Nullable Record record, @Nullable TxnDigest digest) {
        byte[] payload() {
            try {
                return Util.marshallTxnEntry(header, record, digest);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Entry entry(long zxid, int type, @Nullable Record record) {
        return new Entry(new TxnHeader(SESSION, (int) zxid, zxid, TIME + zxid, type), record, null);
    }

    /** One entry of each type, with zxids from 1. */
    static List<Entry> ofEachType() {
        return List.of(
                entry(1, OpCode.createSession, new CreateSessionTxn(4000)),
                entry(2, OpCode.create, new CreateTxn("/a", DATA, Ids.OPEN_ACL_UNSAFE, false, 1)),
                entry(3, OpCode.create2, new CreateTxn("/e", null, Ids.OPEN_ACL_UNSAFE, true, 2)),
                entry(4, OpCode.setData, new SetDataTxn("/a", DATA, 7)),
                entry(5, OpCode.setACL, new SetACLTxn("/a", Ids.READ_ACL_UNSAFE, 3)),
                entry(6, OpCode.delete, new DeleteTxn("/a")),
                entry(7, OpCode.createContainer, new CreateContainerTxn("/c", DATA, Ids.OPEN_ACL_UNSAFE, 4)),
                entry(8, OpCode.deleteContainer, new DeleteTxn("/c")),
                entry(9, OpCode.createTTL, new CreateTTLTxn("/t", DATA, Ids.OPEN_ACL_UNSAFE, 5, 1000)),
                entry(10, OpCode.error, new ErrorTxn(-110)),
                entry(
                        11,
                        OpCode.multi,
                        multi(
                                part(OpCode.create, new CreateTxn("/m", DATA, Ids.OPEN_ACL_UNSAFE, false, 6)),
                                part(OpCode.check, new CheckVersionTxn("/m", 0)),
                                part(OpCode.delete, new DeleteTxn("/m")))),
                entry(
                        12,
                        OpCode.multi,
                        multi(
                                part(OpCode.setData, new SetDataTxn("/m", DATA, 1)),
                                part(OpCode.error, new ErrorTxn(-101)),
                                part(OpCode.error, new ErrorTxn(-2)))),
                entry(13, OpCode.reconfig, new SetDataTxn("/zookeeper/config", DATA, -1)),
                entry(14, OpCode.closeSession, new CloseSessionTxn(List.of("/e"))),
                entry(15, OpCode.closeSession, null),
                entry(16, 77, null));
    }

    /** The same entries with the digest of the tree, as servers from 3.6 write them. */
    static List<Entry> withTreeDigests(List<Entry> entries) {
        return entries.stream()
                .map(e -> new Entry(
                        e.header(),
                        e.record(),
                        new TxnDigest(2, 0x1_0000_0002L * e.header().getZxid())))
                .toList();
    }

    private static MultiTxn multi(Txn... parts) {
        return new MultiTxn(List.of(parts));
    }

    private static Txn part(int type, Record record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            record.serialize(BinaryOutputArchive.getArchive(bytes), "part");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Txn(type, bytes.toByteArray());
    }

    /** Writes the entries to the file of the first zxid, and returns the file. */
    static Path write(Path folder, List<Entry> entries) throws IOException {
        try (FileTxnLog log = new FileTxnLog(folder.toFile())) {
            for (Entry entry : entries) {
                log.append(new Serialized(entry));
            }
            log.commit();
        }
        return folder.resolve(Util.makeLogName(entries.get(0).header().getZxid()));
    }

    /** The beginning of a file, without the preallocated rest. */
    static byte[] bytes(Path folder, List<Entry> entries) throws IOException {
        int length = 16;
        for (Entry entry : entries) {
            length += 8 + 4 + entry.payload().length + 1;
        }
        try (var in = Files.newInputStream(write(folder, entries))) {
            return in.readNBytes(length);
        }
    }

    /** A request of any type, also of one that ZooKeeper cannot serialise. */
    private static final class Serialized extends Request {
        private final byte[] payload;

        Serialized(Entry entry) {
            super(
                    SESSION,
                    0,
                    entry.header().getType(),
                    entry.header(),
                    entry.record(),
                    entry.header().getZxid());
            this.payload = entry.payload();
        }

        @Override
        public byte[] getSerializeData() {
            return payload;
        }
    }
}
