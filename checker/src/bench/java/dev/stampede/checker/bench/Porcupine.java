package dev.stampede.checker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Porcupine v1.3.1, as a small Go program that is built here.
 *
 * @param program the program
 * @param seconds the time limit of one check in seconds
 */
record Porcupine(Path program, int seconds) {
    private static final Path SOURCES = Path.of("src", "bench", "go");

    /** Builds the program; empty, with a message on standard error, if that is impossible on this machine. */
    static Optional<Porcupine> build(Settings settings) throws InterruptedException {
        Path program = settings.work().toAbsolutePath().resolve("porcupinebench");
        try {
            Files.createDirectories(settings.work());
            Processes.output(List.of("go", "build", "-o", program.toString(), "."), SOURCES);
            return Optional.of(new Porcupine(program, settings.porcupineSeconds()));
        } catch (IOException e) {
            System.err.println("PORCUPINE IS NOT RUN, its columns stay empty: cannot build " + SOURCES
                    + " with Go (1.21 or later, and the Go module proxy, are needed): " + e.getMessage());
            return Optional.empty();
        }
    }

    List<Sample> run(List<String> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-timeout", seconds + "s"));
        command.addAll(files);
        return Processes.samples(command);
    }
}
