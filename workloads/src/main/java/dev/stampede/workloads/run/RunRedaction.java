package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.redaction.DataHashes;
import dev.stampede.workloads.redaction.EventRedactor;
import dev.stampede.workloads.redaction.SecretScrubber;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets of one run, and their redaction. Secrets are collected from the settings of the driver and of the
 * members, JVM flags, system properties, the client settings, and the password and JAAS files that they name.
 *
 * <p>Immutable, and safe to share between threads.
 */
final class RunRedaction {
    private static final long MOST_BYTES = 64 << 10;
    private static final long MOST_BYTES_OF_EVIDENCE = 64 << 20;
    private static final Pattern FLAG = Pattern.compile("-D([^=]+)=(.*)");
    /**
     * The options of login modules that contain secrets: {@code password="…"}, and {@code user_NAME="…"} of servers.
     */
    private static final Pattern LOGIN_SECRET = Pattern.compile("(?:password|user_[^=\\s]+)\\s*=\\s*\"([^\"]+)\"");

    private static final String USER_OF_A_LOGIN = "user_";
    private static final String LOGIN_FILE = "java.security.auth.login.config";
    private static final Pattern EVIDENCE = Pattern.compile(".*\\.(?:cfg|log|out|properties|conf|txt)(?:\\.[\\w-]+)?");

    private final SecretScrubber secrets;
    private final RecordedData data;

    private RunRedaction(SecretScrubber secrets, RecordedData data) {
        this.secrets = secrets;
        this.data = data;
    }

    static RunRedaction of(RunConfig config, ClientSettings settings) {
        List<String> secrets = new ArrayList<>();
        settings.forEachSetting((name, value) -> setting(name, value, secrets));
        gather(config.variant().settings(), secrets);
        gather(config.ensemble().zooCfg(), secrets);
        gather(config.ensemble().properties(), secrets);
        flags(config.ensemble().everyMember().jvmFlags(), secrets);
        config.ensemble().singleMembers().values().forEach(member -> flags(member.jvmFlags(), secrets));
        config.workers().forEach(worker -> flags(worker.jvmFlags(), secrets));
        System.getProperties().stringPropertyNames().forEach(name -> setting(name, System.getProperty(name), secrets));
        return new RunRedaction(SecretScrubber.of(secrets), config.data());
    }

    private static void gather(Map<String, String> settings, List<String> secrets) {
        settings.forEach((name, value) -> setting(name, value, secrets));
    }

    private static void flags(List<String> flags, List<String> secrets) {
        flags.stream()
                .map(FLAG::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(java.util.regex.Matcher::toMatchResult)
                .forEach((MatchResult flag) -> setting(flag.group(1), flag.group(2), secrets));
    }

    private static void setting(String name, String value, List<String> secrets) {
        if (SecretScrubber.isSecretPath(name)) {
            content(value).map(String::strip).filter(s -> !s.isEmpty()).ifPresent(secrets::add);
        } else if (name.equals(LOGIN_FILE)) {
            content(value).ifPresent(text -> LOGIN_SECRET
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(secrets::add));
        } else if (SecretScrubber.isSecret(name) || name.startsWith(USER_OF_A_LOGIN)) {
            secrets.add(value);
        }
    }

    /** The text of a file that a setting names; empty if the file cannot be read. */
    private static Optional<String> content(String path) {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The redaction of the run's events, applied before they are recorded or shown. */
    UnaryOperator<Event> events() {
        return new EventRedactor(
                secrets, data == RecordedData.HASHED ? Optional.of(new DataHashes()) : Optional.empty());
    }

    /** A message without secrets. */
    String text(String message) {
        return secrets.text(message);
    }

    List<String> lines(List<String> lines) {
        return secrets.lines(lines);
    }

    /** The environment of a header without secrets. */
    Map<String, String> environment(Map<String, String> environment) {
        return secrets.settings(environment);
    }

    /** Progress that is reported without secrets. */
    Progress progress(Progress progress) {
        return progress == Progress.silent()
                ? progress
                : new Progress() {
                    @Override
                    public void line(String text) {
                        progress.line(secrets.text(text));
                    }

                    @Override
                    public void status(RunStatus status) {
                        progress.status(status);
                    }
                };
    }

    /** Whether copies of the members' folders may be kept; they contain the data of znodes. */
    boolean keepsEvidence() {
        return data == RecordedData.PLAIN;
    }

    /** Removes secrets from the configurations and logs among copied files. Binary files are not changed. */
    void scrubFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (EVIDENCE.matcher(file.getFileName().toString()).matches()
                        && Files.size(file) <= MOST_BYTES_OF_EVIDENCE) {
                    scrub(file);
                }
            }
        }
    }

    private void scrub(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            List<String> scrubbed = secrets.lines(lines);
            if (!scrubbed.equals(lines)) {
                Files.write(file, scrubbed, StandardCharsets.UTF_8);
            }
        } catch (CharacterCodingException e) {
            // A binary file.
        }
    }
}
