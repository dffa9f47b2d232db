package dev.stampede.checker.history.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Samples;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ZxidKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {
    private static final String FIRST = new String(HistoryFormat.line(Samples.header()), StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"history.jsonl.gz", "history.jsonl"})
    void read_every_kind_of_event_gives_what_was_written(String name) throws IOException {
        Path file = folder.resolve(name);
        List<Event> written = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            for (int round = 0; round < 200; round++) {
                for (Event event : Samples.oneOfEach(random)) {
                    written.add(event);
                    writer.append(event);
                }
            }
        }

        List<Event> read = new ArrayList<>();
        try (HistoryReader reader = HistoryReader.open(file)) {
            assertThat(reader.header()).isEqualTo(Samples.header());
            reader.forEach(read::add);
            assertThat(reader.truncation()).isNull();
        }
        assertThat(read).isEqualTo(written);
        assertThat(HistoryReader.recognises(file)).isTrue();
    }

    @Test
    void create_an_existing_file_is_refused_and_leaves_it_unchanged() throws IOException {
        Path file = Files.writeString(folder.resolve("history.jsonl"), "precious");

        assertThatThrownBy(() -> HistoryWriter.create(file, Samples.header()))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    @Test
    void read_a_file_cut_at_any_byte_gives_the_whole_lines_and_says_so() throws IOException {
        Path file = folder.resolve("history.jsonl.gz");
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            for (int i = 0; i < 20; i++) {
                writer.append(Samples.invoked(i));
                writer.append(Samples.completed(i));
                writer.flush();
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.jsonl.gz");
        int last = -1;
        for (int length = headerEnd(whole); length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            History history = HistoryReader.read(cut);
            assertThat(history.truncation()).contains("the compressed data ends early");
            assertThat(history.operations().size()).isGreaterThanOrEqualTo(last);
            last = history.operations().size();
            for (Operation operation : history.operations()) {
                assertThat(operation.argument()).isEqualTo("argument " + operation.number());
            }
        }
        assertThat(last).isEqualTo(20);
    }

    /** The shortest length from which the first line can be read. */
    private int headerEnd(byte[] whole) throws IOException {
        Path cut = folder.resolve("header.jsonl.gz");
        for (int length = 1; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try (HistoryReader reader = HistoryReader.open(cut)) {
                assertThat(reader.header()).isEqualTo(Samples.header());
                return length;
            } catch (HistoryFormatException e) {
                assertThat(e).hasMessage(cut + ":1:1: expected the first line of a history, found an incomplete line");
            }
        }
        throw new AssertionError("the header was never whole");
    }

    @Test
    void read_half_a_line_in_a_plain_file_is_a_truncation() throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.jsonl"), FIRST + text(Samples.invoked(0)) + "{\"event\":\"inv");

        History history = HistoryReader.read(file);

        assertThat(history.operations()).hasSize(1);
        assertThat(history.truncation())
                .isEqualTo(
                        "the history is truncated: the last line is incomplete; the 2 complete lines before it were read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event\":\"nonsense\"} | 10 | expected an event [attemptAnswered, attemptSent,",
                "{\"event\":\"phaseBegan\",\"phase\":\"CHAOS\",\"atNanos\":\"x\"} | 49 | expected a whole number of"
                        + " 64 bits for \"atNanos\", found \"x\"",
                "{\"event\":\"phaseBegan\",\"phase\":\"TEA\",\"atNanos\":1} | 31 | expected one of [SETUP, WARM_UP,"
                        + " CHAOS, HEAL, RECOVERY, AUDIT, AUDIT_AGAIN] for \"phase\", found \"TEA\"",
                "{\"event\":\"phaseBegan\",\"phase\":\"CHAOS\"} | 38 | expected PhaseBegan to have the fields [atNanos]",
                "{\"event\":\"phaseBegan\",\"hue\":1} | 23 | expected a field of PhaseBegan [phase, atNanos], found"
                        + " \"hue\"",
                "{\"event\":\"phaseBegan\" \"phase\":1} | 23 | expected JSON: Unexpected character ('\"' (code 34)): was"
                        + " expecting comma to separate Object entries",
                "[] | 1 | expected a JSON object, found [",
                "{\"event\":\"runEnded\",\"atNanos\":1} x | 35 | expected JSON: Unrecognized token 'x'",
            })
    void read_a_malformed_line_says_file_line_column_and_what_was_expected(String line, int column, String expected)
            throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.jsonl"), FIRST + text(Samples.invoked(0)) + line + "\n" + "more\n");

        assertThatThrownBy(() -> HistoryReader.read(file))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith(file + ":3:" + column + ": " + expected);
    }

    @Test
    void read_a_line_that_contradicts_those_before_it_says_where() throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.jsonl"), FIRST + text(Samples.invoked(0)) + text(Samples.invoked(2)));

        assertThatThrownBy(() -> HistoryReader.read(file))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage(file + ":3:1: expected operation 1, found 2");
    }

    @Test
    void read_a_history_of_version_2_in_which_answers_have_no_zxid_of_their_reply() throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.jsonl"),
                FIRST.replace("\"version\":3", "\"version\":2")
                        + text(new Event.AttemptSent(0, 1, -1, 7, 0, Opcode.EXISTS, "/a", 10))
                        + "{\"event\":\"attemptAnswered\",\"attempt\":0,\"code\":\"NONODE\",\"session\":7,\"zxid\":12,"
                        + "\"atNanos\":20}\n");

        Attempt attempt = HistoryReader.read(file).attempts().get(0);

        assertThat(attempt.zxidKind()).isEqualTo(ZxidKind.UPPER_BOUND);
        assertThat(attempt.stateZxid()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"1, an older", "9, a newer"})
    void open_another_version_is_refused_with_what_to_do(int version, String age) throws IOException {
        Path file = Files.writeString(
                folder.resolve("history.jsonl"), FIRST.replace("\"version\":3", "\"version\":" + version));

        assertThatThrownBy(() -> HistoryReader.read(file))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage(file + ":1:40: expected a history of format version 2 to 3, found version " + version
                        + ": it was written by " + age
                        + " release of Stampede; check it with the release that wrote it");
        assertThat(HistoryReader.recognises(file)).isTrue();
    }

    @Test
    void open_another_file_is_refused_and_not_recognised() throws IOException {
        Path other = Files.writeString(folder.resolve("other.jsonl"), "{\"process\":1}\n");
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));

        assertThat(HistoryReader.recognises(other)).isFalse();
        assertThat(HistoryReader.recognises(empty)).isFalse();
        assertThatThrownBy(() -> HistoryReader.open(other))
                .hasMessage(other + ":1:2: expected a history of Stampede, whose first line begins"
                        + " {\"format\":\"stampede-history\", found \"process\"");
        assertThatThrownBy(() -> HistoryReader.open(empty))
                .hasMessage(empty + ":1:1: expected the first line of a history, found an empty file");
    }

    @Test
    void read_damaged_compressed_data_is_an_error_and_not_a_truncation() throws IOException {
        Path file = folder.resolve("history.jsonl.gz");
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            for (int i = 0; i < 1000; i++) {
                writer.append(Samples.invoked(i));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 6] ^= 1; // in the check sum
        Files.write(file, bytes);

        assertThatThrownBy(() -> HistoryReader.read(file))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith(file + ":1002:1: expected intact compressed data: ");
    }

    @Test
    void written_file_can_be_read_by_any_gzip_and_begins_with_the_format() throws IOException {
        Path file = folder.resolve("history.jsonl.gz");
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            writer.append(new Event.PhaseBegan(Event.Phase.CHAOS, 12));
        }

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            in.transferTo(out);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("{\"format\":\"stampede-history\",\"version\":3,\"header\":{\"run\":\"run-1\",")
                .endsWith("{\"event\":\"phaseBegan\",\"phase\":\"CHAOS\",\"atNanos\":12}\n");
    }

    private static String text(Event event) {
        return new String(HistoryFormat.line(event), StandardCharsets.UTF_8);
    }
}
