package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.redaction.DataHashes;
import dev.stampede.workloads.redaction.EventRedactor;
import dev.stampede.workloads.redaction.SecretScrubber;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * members, JVM flags, system properties, the client settings, and the password and JAAS files that these settings name.
 *
 * <p>Immutable, and safe to share between threads.
 */
final class RunRedaction {
    private static final long MAX_SECRET_FILE_BYTES = 64 << 10;
    private static final Pattern FLAG = Pattern.compile("-D([^=]+)=(.*)");
    /**
     * The options of login modules that contain secrets: {@code password="…"}, and {@code user_NAME="…"} of servers.
     */
    private static final Pattern LOGIN_SECRET = Pattern.compile("(?:password|user_[^=\\s]+)\\s*=\\s*\"([^\"]+)\"");

    private static final String USER_OF_A_LOGIN = "user_";
    private static final String LOGIN_FILE = "java.security.auth.login.config";
    private static final Pattern TEXT_FILE = Pattern.compile(".*\\.(?:cfg|log|out|properties|conf|txt)(?:\\.[\\w-]+)?");

    private final SecretScrubber secrets;
    private final RecordedData data;

    private RunRedaction(SecretScrubber secrets, RecordedData data) {
        this.secrets = secrets;
        this.data = data;
    }

    static RunRedaction of(RunConfig config, ClientSettings settings) {
        List<String> secrets = new ArrayList<>();
        settings.forEachSetting((name, value) -> addSecretsOf(name, value, secrets));
        addSecretsOfSettings(config.variant().settings(), secrets);
        addSecretsOfSettings(config.ensemble().zooCfg(), secrets);
        addSecretsOfSettings(config.ensemble().properties(), secrets);
        addSecretsOfFlags(config.ensemble().everyMember().jvmFlags(), secrets);
        config.ensemble().singleMembers().values().forEach(member -> addSecretsOfFlags(member.jvmFlags(), secrets));
        config.workers().forEach(worker -> addSecretsOfFlags(worker.jvmFlags(), secrets));
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> addSecretsOf(name, System.getProperty(name), secrets));
        return new RunRedaction(SecretScrubber.of(secrets), config.data());
    }

    private static void addSecretsOfSettings(Map<String, String> settings, List<String> secrets) {
        settings.forEach((name, value) -> addSecretsOf(name, value, secrets));
    }

    private static void addSecretsOfFlags(List<String> addSecretsOfFlags, List<String> secrets) {
        addSecretsOfFlags.stream()
                .map(FLAG::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(java.util.regex.Matcher::toMatchResult)
                .forEach((MatchResult flag) -> addSecretsOf(flag.group(1), flag.group(2), secrets));
    }

    private static void addSecretsOf(String name, String value, List<String> secrets) {
        if (SecretScrubber.isSecretPath(name)) {
            contentOf(value).map(String::strip).filter(s -> !s.isEmpty()).ifPresent(secrets::add);
        } else if (name.equals(LOGIN_FILE)) {
            contentOf(value).ifPresent(text -> LOGIN_SECRET
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(secrets::add));
        } else if (SecretScrubber.isSecret(name) || name.startsWith(USER_OF_A_LOGIN)) {
            secrets.add(value);
        }
    }

    /** The text of a file that a setting names; empty if the file cannot be read. */
    private static Optional<String> contentOf(String path) {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file) && Files.size(file) <= MAX_SECRET_FILE_BYTES
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

    /** Removes secrets from paths, as in {@link #events()}. */
    UnaryOperator<String> paths() {
        return secrets::data;
    }

    /** A message without secrets. */
    String text(String message) {
        return secrets.text(message);
    }

    List<String> lines(List<String> lines) {
        return secrets.lines(lines);
    }

    /** Removes secrets from the environment that the header of a history records. */
    Map<String, String> environment(Map<String, String> environment) {
        return secrets.settings(environment);
    }

    /** Wraps a progress listener and removes secrets from its lines. */
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

    /**
     * Removes secrets from the configurations and logs among copied files. Other files are not changed. In a file that
     * is not UTF-8, a secret with characters outside ASCII is not recognised.
     */
    void scrubFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (TEXT_FILE.matcher(file.getFileName().toString()).matches()) {
                    scrub(file);
                }
            }
        }
    }

    private void scrub(Path file) throws IOException {
        try {
            scrub(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            scrub(file, StandardCharsets.ISO_8859_1); // maps each byte to one character and back
        }
    }

    /** Writes a scrubbed copy line by line, because logs can be large, and replaces the file if it contains secrets. */
    private void scrub(Path file, Charset charset) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".scrubbed");
        boolean changed = false;
        try {
            try (BufferedReader lines = Files.newBufferedReader(file, charset);
                    BufferedWriter scrubbed = Files.newBufferedWriter(copy, charset)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String safe = secrets.text(line);
                    changed |= !safe.equals(line);
                    scrubbed.write(safe);
                    scrubbed.newLine();
                }
            }
            if (changed) {
                Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
