package dev.stampede.nemesis.txnlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.nemesis.txnlog.LogFileEnd.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog;
import org.apache.zookeeper.txn.TxnHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are written by ZooKeeper's own FileTxnLog. */
class LogFileReaderTest {
    private static final String DATA = "039058c6f2c0cb49"; // the SHA-256 of 1, 2, 3
    private static final String EMPTY = "e3b0c44298fc1c14";

    @TempDir
    Path folder;

    private final List<LoggedTransaction> read = new ArrayList<>();

    private LogFileEnd read(byte[] file, LogLimits limits) throws IOException {
        read.clear();
        return LogFileReader.read(new ByteArrayInputStream(file), limits, read::add);
    }

    private LogFileEnd read(byte[] file) throws IOException {
        return read(file, LogLimits.defaults());
    }

    private static Part part(TransactionType type, String path, int version) {
        return new Part(type, path, version, false, null);
    }

    @Test
    void read_an_entry_of_each_type_shows_what_it_changes() throws IOException {
        byte[] file = LogEntries.bytes(folder, LogEntries.ofEachType());

        LogFileEnd end = read(file);

        assertThat(end).isEqualTo(new LogFileEnd(Reason.COMPLETE, file.length, ""));
        assertThat(read)
                .extracting(LoggedTransaction::zxid)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L);
        assertThat(read).extracting(LoggedTransaction::session).containsOnly(LogEntries.SESSION);
        assertThat(read)
                .extracting(t -> (long) t.cxid())
                .containsExactlyElementsOf(
                        read.stream().map(LoggedTransaction::zxid).toList());
        assertThat(read).allSatisfy(t -> assertThat(t.timeMillis()).isEqualTo(LogEntries.TIME + t.zxid()));
        assertThat(read.stream().map(LoggedTransaction::parts))
                .containsExactly(
                        List.of(),
                        List.of(new Part(TransactionType.CREATE, "/a", 1, false, DATA)),
                        List.of(new Part(TransactionType.CREATE2, "/e", 2, true, EMPTY)),
                        List.of(new Part(TransactionType.SET_DATA, "/a", 7, false, DATA)),
                        List.of(part(TransactionType.SET_ACL, "/a", 3)),
                        List.of(part(TransactionType.DELETE, "/a", 0)),
                        List.of(new Part(TransactionType.CREATE_CONTAINER, "/c", 4, false, DATA)),
                        List.of(part(TransactionType.DELETE_CONTAINER, "/c", 0)),
                        List.of(new Part(TransactionType.CREATE_TTL, "/t", 5, false, DATA)),
                        List.of(),
                        List.of(
                                new Part(TransactionType.CREATE, "/m", 6, false, DATA),
                                part(TransactionType.CHECK, "/m", 0),
                                part(TransactionType.DELETE, "/m", 0)),
                        List.of(
                                new Part(TransactionType.SET_DATA, "/m", 1, false, DATA),
                                part(TransactionType.ERROR, "", 0),
                                part(TransactionType.ERROR, "", 0)),
                        List.of(new Part(TransactionType.RECONFIG, "/zookeeper/config", -1, false, DATA)),
                        List.of(part(TransactionType.DELETE, "/e", 0)),
                        List.of(),
                        List.of());
        assertThat(read)
                .filteredOn(t -> !t.applied())
                .extracting(LoggedTransaction::error)
                .containsExactly(-110, -101);
        assertThat(read)
                .filteredOn(t -> !t.partsKnown())
                .extracting(LoggedTransaction::zxid)
                .containsExactly(15L, 16L);
    }

    @Test
    void read_entries_with_the_digest_of_the_tree_shows_the_same_transactions() throws IOException {
        // The reader does not know where an entry of an unknown type ends, so it compares the whole entry.
        List<LogEntries.Entry> known = LogEntries.ofEachType().subList(0, 15);
        read(LogEntries.bytes(folder, known));
        List<LoggedTransaction> without = List.copyOf(read);

        LogFileEnd end = read(LogEntries.bytes(folder, LogEntries.withTreeDigests(known)));

        assertThat(end.reason()).isEqualTo(Reason.COMPLETE);
        assertThat(read).isEqualTo(without);
    }

    @Test
    void read_yields_the_headers_that_the_iterator_of_zookeeper_yields() throws IOException {
        List<LogEntries.Entry> known =
                LogEntries.withTreeDigests(LogEntries.ofEachType().subList(0, 15));
        LogEntries.write(folder, known);
        List<String> expected = new ArrayList<>();
        try (TxnLog.TxnIterator iterator = new FileTxnLog(folder.toFile()).read(0)) {
            do {
                TxnHeader h = iterator.getHeader();
                expected.add(h.getClientId() + " " + h.getCxid() + " " + h.getZxid() + " " + h.getTime() + " "
                        + h.getType());
            } while (iterator.next());
        }

        MemberLog log = MemberLog.read(folder, LogLimits.defaults());

        assertThat(log.problems()).isEmpty();
        assertThat(log.transactions())
                .extracting(t -> t.session() + " " + t.cxid() + " " + t.zxid() + " " + t.timeMillis() + " "
                        + t.type().code())
                .isEqualTo(expected);
    }

    @Test
    void read_a_preallocated_file_stops_at_the_first_zero() throws IOException {
        Path file = LogEntries.write(folder, LogEntries.ofEachType());
        CountingStream in = new CountingStream(Files.newInputStream(file));

        LogFileEnd end = LogFileReader.read(in, LogLimits.defaults(), read::add);

        assertThat(Files.size(file)).isEqualTo(16 + (64 << 20));
        assertThat(end.reason()).isEqualTo(Reason.PREALLOCATED);
        assertThat(read).hasSize(16);
        assertThat(in.bytes).isEqualTo(end.position() + 12);
        in.close();
    }

    @Test
    void read_a_file_that_ends_within_an_entry_is_torn_after_the_entries_before() throws IOException {
        byte[] file = LogEntries.bytes(folder, LogEntries.ofEachType());

        assertThat(read(Arrays.copyOf(file, file.length - 1)).reason()).isEqualTo(Reason.TORN);
        assertThat(read).hasSize(15);
        byte[] overwritten = file.clone();
        overwritten[file.length - 1] = 0; // zeros follow in a preallocated file
        assertThat(read(overwritten).reason()).isEqualTo(Reason.TORN);
        assertThat(read).hasSize(15);
    }

    @Test
    void read_a_wrong_checksum_is_corrupt_at_its_entry() throws IOException {
        byte[] file = LogEntries.bytes(folder, LogEntries.ofEachType());
        file[16 + 12] ^= 1;

        assertThat(read(file)).isEqualTo(new LogFileEnd(Reason.CORRUPT, 16, "a checksum is wrong"));
        assertThat(read).isEmpty();
    }

    @Test
    void read_another_file_is_no_log() throws IOException {
        LogFileEnd end = read("ZKSN and a snapshot".getBytes(StandardCharsets.UTF_8));

        assertThat(end.reason()).isEqualTo(Reason.NO_LOG);
        assertThat(end.detail()).isEqualTo("expected the header \"ZKLG\" and version 2, found 5a4b534e and 543256164");
    }

    @Test
    void read_more_than_the_limit_stops_before_the_entry_that_exceeds_it() throws IOException {
        byte[] file = LogEntries.bytes(folder, LogEntries.ofEachType());

        assertThat(read(file, new LogLimits(3, 1 << 20)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(read).hasSize(3);
        assertThat(read(file, new LogLimits(100, file.length - 1)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(read).hasSize(15);
        assertThat(read(file, new LogLimits(16, file.length)).reason()).isEqualTo(Reason.COMPLETE);
    }

    @Test
    void member_log_continues_after_a_torn_file_and_shares_the_limit() throws IOException {
        List<LogEntries.Entry> all = LogEntries.ofEachType();
        Path first = LogEntries.write(folder, all.subList(0, 9));
        LogEntries.write(folder, all.subList(9, 12)); // log.a, which is after log.1
        byte[] bytes;
        try (InputStream in = Files.newInputStream(first)) {
            bytes = in.readNBytes(16 + 12 + 40);
        }
        Files.write(first, bytes);
        Files.writeString(folder.resolve("snapshot.0"), "ZKSN");

        MemberLog log = MemberLog.read(folder, LogLimits.defaults());
        MemberLog limited = MemberLog.read(folder, new LogLimits(2, 1 << 20));

        assertThat(log.transactions()).extracting(LoggedTransaction::zxid).containsExactly(1L, 10L, 11L, 12L);
        assertThat(log.files()).isEqualTo(2);
        assertThat(log.problems()).isEmpty();
        assertThat(limited.transactions()).hasSize(2);
        assertThat(limited.problems())
                .containsExactly("log.a at byte 65: it has more than 2 transactions or 1048576 bytes");
        assertThat(MemberLog.read(folder.resolve("missing"), LogLimits.defaults())
                        .transactions())
                .isEmpty();
    }

    /** Each truncation has the entries that are complete; each change of bytes leaves the entries before it. */
    @Test
    void read_any_truncation_and_any_change_of_bytes_yields_a_prefix_and_never_throws() throws IOException {
        byte[] file = LogEntries.bytes(folder, LogEntries.withTreeDigests(LogEntries.ofEachType()));
        read(file);
        List<LoggedTransaction> all = List.copyOf(read);
        for (int length = 0; length < file.length; length++) {
            LogFileEnd end = read(Arrays.copyOf(file, length));

            assertThat(read).isEqualTo(all.subList(0, read.size()));
            assertThat(end.reason()).isIn(Reason.TORN, Reason.COMPLETE);
            assertThat(end.position()).isLessThanOrEqualTo(length);
        }
        SplittableRandom random = new SplittableRandom(16);
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = file.clone();
            int first = Integer.MAX_VALUE;
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int at = random.nextInt(changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
                first = Math.min(first, at);
            }
            LogFileEnd end = read(changed);

            // An Adler-32 sum detects up to four changed bits of such short entries.
            assertThat(read.size()).isLessThanOrEqualTo(all.size());
            assertThat(read).isEqualTo(all.subList(0, read.size()));
            assertThat(end.position()).isLessThanOrEqualTo(Math.max(file.length, first));
        }
    }

    /** A valid checksum protects nothing: an entry can have any content. */
    @Test
    void parse_any_payload_never_throws() throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        TransactionParser parser = new TransactionParser();
        int parsed = 0;
        List<LogEntries.Entry> entries = LogEntries.withTreeDigests(LogEntries.ofEachType());
        for (int i = 0; i < 50_000; i++) {
            byte[] payload = entries.get(random.nextInt(entries.size())).payload();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
            parsed += parser.parse(Arrays.copyOf(payload, random.nextInt(payload.length + 1))) == null ? 0 : 1;
            parsed += parser.parse(payload) == null ? 0 : 1;
        }
        assertThat(parsed).isPositive();
    }

    private static final class CountingStream extends java.io.FilterInputStream {
        private long bytes;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
