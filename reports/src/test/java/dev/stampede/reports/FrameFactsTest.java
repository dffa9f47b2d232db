package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summary and run.json say what the tap saw, and how many zxids are exact. */
class FrameFactsTest {
    @TempDir
    private Path folder;

    private final History.Builder history = History.builder(SampleRuns.header(List.of()));

    private void attempt(int number, ResultCode code, @Nullable Long replyZxid) {
        history.add(new Event.AttemptSent(number, 1, -1, 7, number, Opcode.EXISTS, "/a", 10));
        history.add(new Event.AttemptAnswered(number, code, 7, 12, replyZxid, null, null, 20));
    }

    private JsonNode written() throws IOException {
        History run = history.add(new Event.Invoked(0, 1, "acquire", "/a", null, 5))
                .add(new Event.RunEnded(null, 40))
                .build();
        RunReport.write(
                run,
                CheckRunner.judge(run, List.of(), Duration.ofSeconds(1), 1 << 20),
                folder,
                new Attachments(Map.of(), List.of()));
        return new ObjectMapper().readTree(folder.resolve("run.json").toFile()).path("frames");
    }

    @Test
    void share_is_that_of_requests_which_a_server_answered_for_certain() throws IOException {
        attempt(0, ResultCode.OK, 11L);
        attempt(1, ResultCode.NONODE, 12L);
        attempt(2, ResultCode.OK, null);
        attempt(3, ResultCode.CONNECTIONLOSS, null);
        history.add(new Event.AttemptSent(4, 1, -1, 7, 4, Opcode.REMOVE_WATCHES, "/a", 10));
        history.add(new Event.AttemptAnswered(4, ResultCode.OK, 7, 12, null, null, null, 20));
        history.add(new Event.FramesTapped(1_234, 1, 2, 30));

        JsonNode frames = written();

        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains(
                        "- Frames: 1,234 on the links of the clients; exact zxids of 66.6 % of 3 answered requests; their"
                                + " file lacks 1 frame; 2 connections could not be decoded");
        assertThat(frames)
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"seen\":1234,\"dropped\":1,\"undecodedConnections\":2,\"answeredRequests\":3,"
                                + "\"exactZxids\":2}"));
    }

    @Test
    void run_without_a_tap_has_no_frames() throws IOException {
        attempt(0, ResultCode.OK, null);

        JsonNode frames = written();

        assertThat(Files.readString(folder.resolve("summary.md"))).doesNotContain("Frames");
        assertThat(frames).isEqualTo(new ObjectMapper().readTree("{\"answeredRequests\":1,\"exactZxids\":0}"));
    }
}
