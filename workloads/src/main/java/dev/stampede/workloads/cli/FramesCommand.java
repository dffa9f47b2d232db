package dev.stampede.workloads.cli;

import dev.stampede.workloads.frames.FrameFilter;
import dev.stampede.workloads.frames.FrameListing;
import dev.stampede.workloads.frames.FrameReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the frames on the links of a run's clients. */
@Command(
        name = "frames",
        description = {
            "Prints the frames on the links between the clients and the members of a run, one line a frame.",
            "A reply is printed with the path of its request, its zxid, and the time since its request."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede frames target/chaos/lock-naive-seed42 --client 3 --from 12s --to 14s",
            "  stampede frames target/chaos/lock-naive-seed42 --session 0x10000f2a3b40001 --path /exclusive_lock"
        })
final class FramesCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", description = "The folder of a run.")
    private Path folder = Path.of("");

    @Option(names = "--client", paramLabel = "N", description = "Only frames of this client. Default: all clients.")
    private @Nullable Integer client;

    @Option(names = "--member", paramLabel = "N", description = "Only frames of this member. Default: all members.")
    private @Nullable Integer member;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Only frames from this time of the run on, such as 12s. Default: its begin.")
    private @Nullable Duration from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Only frames up to this time of the run, such as 14s. Default: its end.")
    private @Nullable Duration to;

    @Option(
            names = "--session",
            paramLabel = "0xID",
            description = "Only frames of this session, as the report prints it. Default: all sessions.")
    private @Nullable String session;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Only frames whose path contains this text, with the replies to such requests. Default: all"
                    + " paths.")
    private @Nullable String path;

    @Override
    public Integer call() {
        Path file = FrameReader.in(folder);
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file
                    + "; a run writes it if the links of its clients can be tapped (see \"not tapped\" in its report)");
        }
        FrameListing listing = new FrameListing(filter(), System.out::println);
        try {
            boolean complete = FrameReader.forEach(file, listing);
            System.err.println(listing.printed() + " of " + listing.read() + " frames"
                    + (complete ? "" : "; the file ends early, because the run was killed"));
            return ExitCode.VALID.number();
        } catch (IOException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private FrameFilter filter() {
        return new FrameFilter(client, member, from, to, session == null ? null : sessionId(session), path);
    }

    private static long sessionId(String text) {
        try {
            return Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16);
        } catch (NumberFormatException e) {
            throw new UsageException("expected a session such as 0x10000f2a3b40001, found \"" + text + "\"");
        }
    }
}
