package dev.stampede.nemesis.txnlog;

import dev.stampede.checker.history.data.LoggedTransaction;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The transaction log of one member, as its files hold it. Immutable.
 *
 * @param transactions in the order of the files, and in the order within each file. Their zxids normally rise
 * @param files the number of files
 * @param problems for people: each place at which entries may be missing, such as a corrupt file or the limit; a torn
 *     last entry is none, because no member has acknowledged it
 */
public record MemberLog(List<LoggedTransaction> transactions, int files, List<String> problems) {
    private static final Pattern NAME = Pattern.compile("log\\.([0-9a-f]{1,16})");
    private static final int BUFFER = 1 << 16;

    public MemberLog {
        transactions = List.copyOf(transactions);
        problems = List.copyOf(problems);
    }

    /** A file of the log, with the zxid in its name: that of its first entry. */
    private record LogFile(Path path, long zxid) {
        static Optional<LogFile> of(Path path) {
            Matcher name = NAME.matcher(path.getFileName().toString());
            return name.matches()
                    ? Optional.of(new LogFile(path, Long.parseUnsignedLong(name.group(1), 16)))
                    : Optional.empty();
        }
    }

    /**
     * Reads the log in a folder ({@code version-2}). The member may run; the last transactions may then not be in the
     * files yet.
     *
     * @param folder a folder that does not exist is an empty log
     * @throws IOException if a file cannot be read
     */
    public static MemberLog read(Path folder, LogLimits limits) throws IOException {
        List<LogFile> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.forEach(path -> LogFile.of(path).ifPresent(files::add));
            }
        }
        files.sort(Comparator.comparing(LogFile::zxid, Long::compareUnsigned));
        List<LoggedTransaction> transactions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        LogLimits left = limits;
        for (LogFile file : files) {
            int before = transactions.size();
            LogFileEnd end;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), BUFFER)) {
                end = LogFileReader.read(in, left, transactions::add);
            }
            left = left.minus(transactions.size() - before, end.position());
            if (!end.whole() && end.reason() != LogFileEnd.Reason.TORN) {
                String detail = end.reason() == LogFileEnd.Reason.LIMIT
                        ? "it has more than " + limits.transactions() + " transactions or " + limits.bytes() + " bytes"
                        : end.detail();
                problems.add(file.path().getFileName() + " at byte " + end.position() + ": " + detail);
            }
        }
        return new MemberLog(transactions, files.size(), problems);
    }
}
