package dev.stampede.checker.history.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Samples;
import dev.stampede.checker.history.data.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it looks at the threads of all writers of this JVM")
class HistoryWriterTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    /** A disk with room for a limited number of bytes, which accepts a part of the write that does not fit. */
    private static final class FullDisk extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private int room;

        FullDisk(int room) {
            this.room = room;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int fits = Math.min(length, room);
            kept.write(bytes, offset, fits);
            room -= fits;
            if (fits < length) {
                throw new IOException("No space left on device");
            }
        }
    }

    @Test
    void append_on_a_full_disk_fails_once_and_keeps_what_was_flushed() throws IOException {
        for (String name : List.of("history.jsonl", "history.jsonl.gz")) {
            FullDisk disk = new FullDisk(20_000);
            HistoryWriter writer = HistoryWriter.create(name, disk, Samples.header(), NEVER);
            int flushed = 0;
            for (int i = 0; i < 10_000; i++) {
                writer.append(Samples.invoked(i));
                writer.flush();
                if (writer.failure() == null) {
                    flushed = i + 1;
                }
            }
            assertThat(writer.failure())
                    .hasMessageStartingWith("the history " + name + " could not be written after ")
                    .hasMessageContaining(" events: No space left on device; earlier events can be read");
            assertThat(writer.dropped()).isPositive();
            disk.room = 1_000_000; // space is freed: nothing may be written after the tear
            assertThatThrownBy(writer::close).isSameAs(writer.failure());
            writer.close();

            Path file = Files.write(folder.resolve(name), disk.kept.toByteArray());
            History history = HistoryReader.read(file);
            assertThat(flushed).isGreaterThan(50);
            assertThat(history.operations().size()).isGreaterThanOrEqualTo(flushed);
            assertThat(history.truncation()).startsWith("the history is truncated: ");
        }
    }

    @Test
    void create_on_a_full_disk_says_so() {
        assertThatThrownBy(() -> HistoryWriter.create("h.jsonl.gz", new FullDisk(5), Samples.header(), NEVER))
                .hasMessage("the history h.jsonl.gz could not be created: No space left on device");
    }

    @Test
    @Timeout(20)
    void flusher_an_event_that_was_appended_reaches_the_file_without_close() throws Exception {
        CountDownLatch flushedAgain = new CountDownLatch(2); // the first line, and then the event
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream watched = new OutputStream() {
            @Override
            public void write(int octet) {
                bytes.write(octet);
            }

            @Override
            public void write(byte[] b, int offset, int length) {
                bytes.write(b, offset, length);
            }

            @Override
            public void flush() {
                flushedAgain.countDown();
            }
        };
        HistoryWriter writer = HistoryWriter.create("h.jsonl.gz", watched, Samples.header(), Duration.ofMillis(10));
        writer.append(Samples.invoked(0));
        assertThat(flushedAgain.await(10, TimeUnit.SECONDS)).isTrue();

        byte[] seenByNow = bytes.toByteArray(); // as a killed process would leave it
        History history = HistoryReader.read(Files.write(folder.resolve("h.jsonl.gz"), seenByNow));
        writer.close();

        assertThat(history.operations()).hasSize(1);
        assertThat(history.truncation()).isNotNull();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("history-flusher"));
    }

    @Test
    void append_by_many_threads_keeps_every_line_whole() throws Exception {
        Path file = folder.resolve("history.jsonl.gz");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        writer.append(new Event.Note(Event.Severity.QUIET, "note of " + thread, i));
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(writer.events()).isEqualTo(4000);
        } finally {
            threads.shutdownNow();
        }

        History history = HistoryReader.read(file);
        for (int t = 0; t < 8; t++) {
            String text = "note of " + t;
            assertThat(history.events(Event.Note.class)
                            .filter(n -> n.text().equals(text))
                            .map(Event.Note::atNanos))
                    .hasSize(500)
                    .isSorted();
        }
    }

    @Test
    void append_after_close_is_refused() throws IOException {
        HistoryWriter writer = HistoryWriter.create(folder.resolve("h.jsonl"), Samples.header());
        writer.close();

        assertThatThrownBy(() -> writer.append(new Event.PhaseBegan(Event.Phase.CHAOS, 12)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed; it does not contain PhaseBegan[phase=CHAOS, atNanos=12]");
    }
}
