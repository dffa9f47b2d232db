package dev.stampede.workloads.redaction;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces secrets in texts by {@value #REDACTED}: known secrets at any position, and values behind names that only
 * secrets have ({@code password=…}, {@code -Dzookeeper.ssl.keyStore.password=…}). Immutable and safe to share between
 * threads.
 *
 * <p>A known secret of fewer than {@value #MIN_IN_TEXT} characters is replaced only behind such a name, because
 * elsewhere it could be part of other words.
 */
public final class SecretScrubber {
    /** The replacement of a secret. */
    public static final String REDACTED = "<redacted>";

    private static final int MIN_IN_TEXT = 4;

    /** Checks compare keys and results, so a short secret must not change a text that contains it by chance. */
    private static final int MIN_IN_DATA = 8;

    private static final String NAMES =
            "pass(?:word|wd|phrase)|pwd|secret|credential|superdigest|auth-?info|(?:private|api|access)-?key";
    private static final Pattern NAME = Pattern.compile("(?i).*(?:" + NAMES + ").*|auth(?:\\..*)?");
    /** Names of settings whose value is the path of a file with the secret. */
    private static final Pattern PATH_NAME = Pattern.compile("(?i).*(?:path|file|location)");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?i)((?:[\\w.-]*(?:" + NAMES
            + ")[\\w.-]*)(?<!path|file|location)\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;\"']+)");

    private final List<String> inTexts;
    private final List<String> inData;

    private SecretScrubber(Collection<String> secrets) {
        // The longest first, because a secret may contain another secret.
        this.inTexts = secrets.stream()
                .filter(s -> s.length() >= MIN_IN_TEXT && !s.equals(REDACTED))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.inData = inTexts.stream().filter(s -> s.length() >= MIN_IN_DATA).toList();
    }

    /**
     * A scrubber of these secrets.
     *
     * @param secrets passwords, and {@code user:password}, whose password and ZooKeeper digest also become secrets
     */
    public static SecretScrubber of(Collection<String> secrets) {
        return new SecretScrubber(
                secrets.stream().flatMap(SecretScrubber::forms).toList());
    }

    private static Stream<String> forms(String secret) {
        int colon = secret.indexOf(':');
        if (colon < 1 || secret.indexOf("//") == colon + 1) {
            return Stream.of(secret);
        }
        return Stream.of(secret, secret.substring(colon + 1), digest(secret));
    }

    /** As {@code DigestAuthenticationProvider.generateDigest} computes it; ZooKeeper stores it in ACLs. */
    private static String digest(String userAndPassword) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA1").digest(userAndPassword.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the value of a setting with this name is a secret; false if the value is the path of a file with a
     * secret.
     */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches() && !isSecretPath(name);
    }

    /** Whether the value of a setting with this name is the path of a file with a secret. */
    public static boolean isSecretPath(String name) {
        return NAME.matcher(name).matches() && PATH_NAME.matcher(name).matches();
    }

    /** Removes secrets from a text for people, such as a message or a line of a log. */
    public String text(String text) {
        return ASSIGNMENT.matcher(replace(text, inTexts)).replaceAll("$1" + REDACTED);
    }

    /** Removes secrets from the lines of a log. */
    public List<String> lines(List<String> lines) {
        return lines.stream().map(this::text).toList();
    }

    /**
     * Removes secrets from a text that checks compare, such as a key or a result. Removes only secrets that are too
     * long to occur there by chance.
     */
    public String data(String text) {
        return replace(text, inData);
    }

    /** Removes secrets from settings. */
    public Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> scrubbed = new LinkedHashMap<>();
        settings.forEach((name, value) -> scrubbed.put(name, isSecret(name) ? REDACTED : text(value)));
        return scrubbed;
    }

    private static String replace(String text, List<String> secrets) {
        String scrubbed = text;
        for (String secret : secrets) {
            if (scrubbed.contains(secret)) {
                scrubbed = scrubbed.replace(secret, REDACTED);
            }
        }
        return scrubbed;
    }
}
