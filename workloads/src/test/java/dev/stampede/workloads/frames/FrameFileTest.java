package dev.stampede.workloads.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.tap.WireOpcode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameFileTest {
    private static final int FRAMES = 5_000;
    private static final List<FrameRecord.Kind> KINDS = List.of(FrameRecord.Kind.values());
    private static final List<WireOpcode> OPCODES = List.of(WireOpcode.values());

    @Test
    void read_gives_the_frames_that_were_written() throws IOException {
        List<FrameRecord> frames = random(new SplittableRandom(1), FRAMES);

        List<FrameRecord> read = new ArrayList<>();
        boolean complete = FrameReader.forEach("file", new ByteArrayInputStream(written(frames)), read::add);

        assertThat(complete).isTrue();
        assertThat(read).isEqualTo(frames);
    }

    @Test
    void read_a_file_that_ends_early_gives_its_first_frames_and_says_so() throws IOException {
        List<FrameRecord> frames = random(new SplittableRandom(2), 200);
        byte[] whole = written(frames);

        for (int length = 0; length < whole.length; length++) {
            List<FrameRecord> read = new ArrayList<>();
            boolean complete = FrameReader.forEach("file", new ByteArrayInputStream(whole, 0, length), read::add);

            assertThat(complete).isFalse();
            assertThat(read).isEqualTo(frames.subList(0, read.size()));
        }
    }

    @Test
    void long_paths_are_cut_and_readable() throws IOException {
        FrameRecord frame = random(new SplittableRandom(3), 200).stream()
                .filter(f -> f.kind() == FrameRecord.Kind.REQUEST)
                .findFirst()
                .orElseThrow()
                .withPath("/\u4e2d".repeat(100_000));

        List<FrameRecord> read = new ArrayList<>();
        FrameReader.forEach("file", new ByteArrayInputStream(written(Collections.nCopies(50, frame))), read::add);

        assertThat(read).hasSize(50).containsOnly(frame);
        assertThat(frame.path()).hasSize(FrameRecord.MAX_PATH + 4).endsWith(" ...");
    }

    @Test
    void read_another_version_says_what_to_do() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("stampede-frames 9\n".getBytes(StandardCharsets.US_ASCII));
        }

        assertThatThrownBy(
                        () -> FrameReader.forEach("f.gz", new ByteArrayInputStream(bytes.toByteArray()), frame -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("f.gz: expected the first line \"stampede-frames 1\", found \"stampede-frames 9\"; read it"
                        + " with the release that wrote it");
    }

    @Test
    void read_a_damaged_record_says_what_was_expected() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("stampede-frames 1\n".getBytes(StandardCharsets.US_ASCII));
            out.write(7);
        }

        assertThatThrownBy(
                        () -> FrameReader.forEach("f.gz", new ByteArrayInputStream(bytes.toByteArray()), frame -> {}))
                .hasMessage("f.gz is damaged: expected a kind of frame, found 7");
    }

    private static byte[] written(List<FrameRecord> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameWriter writer = new FrameWriter(bytes)) {
            for (FrameRecord frame : frames) {
                writer.write(frame);
            }
        }
        return bytes.toByteArray();
    }

    private static List<FrameRecord> random(SplittableRandom random, int count) {
        List<FrameRecord> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FrameRecord.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            boolean asks = kind == FrameRecord.Kind.REQUEST;
            boolean answers = kind == FrameRecord.Kind.REPLY;
            boolean notifies = kind == FrameRecord.Kind.WATCH_EVENT;
            boolean zxid = answers || notifies || kind == FrameRecord.Kind.CONNECT;
            frames.add(new FrameRecord(
                    random.nextLong() >> random.nextInt(64),
                    random.nextInt(3),
                    1 + random.nextInt(3),
                    1 + random.nextInt(4),
                    random.nextInt(3) == 0 ? random.nextLong() : 7,
                    kind,
                    random.nextInt(1 << (1 + random.nextInt(25))),
                    notifies ? -1 : asks || answers ? random.nextInt() : 0,
                    asks || answers ? OPCODES.get(random.nextInt(OPCODES.size())) : WireOpcode.OTHER,
                    asks || answers || notifies ? path(random) : null,
                    answers ? -random.nextInt(130) : 0,
                    zxid ? random.nextLong() >> random.nextInt(64) : 0,
                    asks && random.nextBoolean(),
                    notifies ? random.nextInt(8) : 0,
                    notifies ? random.nextInt(8) - 1 : 0));
        }
        return frames;
    }

    private static @Nullable String path(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> "/z\u00fcrich/\u4e2d/" + random.nextInt();
            default -> "/p" + random.nextInt(5);
        };
    }
}
