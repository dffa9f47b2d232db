package dev.stampede.workloads.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretScrubberTest {
    private static final SecretScrubber NONE = SecretScrubber.of(List.of());

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "zookeeper.ssl.keyStore.password, true",
        "ssl.quorum.trustStore.password, true",
        "zookeeper.DigestAuthenticationProvider.superDigest, true",
        "db-passwd, true",
        "client_secret, true",
        "api-key, true",
        "auth, true",
        "auth.super, true",
        "zookeeper.ssl.keyStore.passwordPath, false",
        "zookeeper.ssl.keyStore.location, false",
        "authProvider.1, false",
        "token, false",
        "key, false",
        "hold.millis, false"
    })
    void name_of_a_setting_says_whether_it_is_a_secret(String name, boolean secret) {
        assertThat(SecretScrubber.isSecret(name)).isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    password=s3cr3t next                            | password=<redacted> next
                    -Dzookeeper.ssl.keyStore.password=s3cr3t -Xmx1g | -Dzookeeper.ssl.keyStore.password=<redacted> -Xmx1g
                    PASSWORD: "two words", then                     | PASSWORD: <redacted>, then
                    ssl.keyStore.passwordPath=/etc/pw               | ssl.keyStore.passwordPath=/etc/pw
                    superDigest=super:abc=                          | superDigest=<redacted>
                    the password was wrong                          | the password was wrong
                    """)
    void value_behind_the_name_of_a_secret_is_replaced(String text, String scrubbed) {
        assertThat(NONE.text(text)).isEqualTo(scrubbed);
    }

    @Test
    void known_secret_is_replaced_wherever_it_stands() {
        SecretScrubber scrubber = SecretScrubber.of(List.of("hunter22", "hunter22-and-more"));

        assertThat(scrubber.text("login of hunter22 failed: hunter22-and-more"))
                .isEqualTo("login of <redacted> failed: <redacted>");
        assertThat(scrubber.lines(List.of("a hunter22", "b"))).containsExactly("a <redacted>", "b");
    }

    @Test
    void credentials_hide_the_password_and_the_digest_that_an_acl_shows() throws Exception {
        SecretScrubber scrubber = SecretScrubber.of(List.of("alice:hunter22"));
        String digest = DigestAuthenticationProvider.generateDigest("alice:hunter22");

        assertThat(scrubber.text("alice:hunter22, hunter22, " + digest))
                .isEqualTo("<redacted>, <redacted>, alice:<redacted>");
    }

    @Test
    void short_secret_changes_no_other_words() {
        SecretScrubber scrubber = SecretScrubber.of(List.of("ok", "lock"));

        assertThat(scrubber.text("ok, password=ok")).isEqualTo("ok, password=<redacted>");
        assertThat(scrubber.data("/locks/a")).isEqualTo("/locks/a");
        assertThat(SecretScrubber.of(List.of("long-secret")).data("/a/long-secret"))
                .isEqualTo("/a/<redacted>");
    }

    @Test
    void settings_keep_their_names_and_what_is_no_secret() {
        assertThat(NONE.settings(Map.of("zoo.cfg ssl.keyStore.password", "x", "tickTime", "200")))
                .isEqualTo(Map.of("zoo.cfg ssl.keyStore.password", "<redacted>", "tickTime", "200"));
    }
}
