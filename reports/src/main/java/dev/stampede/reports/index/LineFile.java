package dev.stampede.reports.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends whole lines to a file. Safe to use from several threads and processes at once: each append locks the file.
 * Stateless.
 */
public final class LineFile {
    /** A file lock excludes other processes but not other threads. */
    private static final ReentrantLock WITHIN_THIS_JVM = new ReentrantLock();

    private LineFile() {}

    /**
     * Appends a line, and creates the file and its folder if necessary. If a killed process left an incomplete line, a
     * line feed is written first.
     *
     * @throws IOException if the file cannot be written
     */
    public static void append(Path path, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        WITHIN_THIS_JVM.lock();
        try (FileChannel file = FileChannel.open(
                        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            long end = file.size();
            if (lock.isValid() && end > 0 && !endsWithNewline(file, end)) {
                end += write(file, new byte[] {'\n'}, end);
            }
            write(file, bytes, end);
        } finally {
            WITHIN_THIS_JVM.unlock();
        }
    }

    private static boolean endsWithNewline(FileChannel file, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    private static int write(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
        return bytes.length;
    }
}
