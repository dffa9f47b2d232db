package dev.stampede.workloads.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.workloads.client.ClientSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
    private static final String PASSWORD = "Pw-0815";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), text);
    }

    private ClientSettings read(String text) throws IOException {
        return ClientSettings.of(file(text));
    }

    private void assertProblem(String text, String... expected) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> ClientSettings.of(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(expected)
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void no_file_means_plain_text_and_open_acls() {
        ClientSettings none = ClientSettings.of(null);

        assertThat(none.secure()).isFalse();
        assertThat(none.acl()).isEqualTo(Ids.OPEN_ACL_UNSAFE);
        assertThat(none.ensemble()).isNull();
        assertThat(none.describe()).containsExactly("plain text", "ACL open to all");
    }

    @Test
    void tls_uses_netty_and_finds_its_stores_beside_the_file() throws IOException {
        Path store = Files.writeString(folder.resolve("trust.p12"), "");

        ZKClientConfig config =
                read("""
                        zookeeper.client.secure=true
                        zookeeper.ssl.trustStore.location=trust.p12
                        zookeeper.ssl.trustStore.password=%s
                        """
                                .formatted(PASSWORD))
                        .applyTo(new ZKClientConfig());

        assertThat(config.getProperty("zookeeper.clientCnxnSocket"))
                .isEqualTo("org.apache.zookeeper.ClientCnxnSocketNetty");
        assertThat(config.getProperty("zookeeper.ssl.trustStore.location")).isEqualTo(store.toString());
        assertThat(config.getProperty("zookeeper.ssl.trustStore.password")).isEqualTo(PASSWORD);
    }

    @Test
    void client_behind_proxies_verifies_the_certificate_of_the_member_and_not_that_of_the_proxy() throws IOException {
        Path file = file("zookeeper.client.secure=true\n");
        ClientSpec spec = new ClientSpec(
                0, 0, "d", Map.of(), 1, "127.0.0.1:1,127.0.0.1:2/x/run", 4000, "", file.toString(), List.of("zk1", "zk2"));

        ZKClientConfig config = ClientConnection.of(spec).config(null);

        assertThat(config.getProperty("zookeeper.clientCnxnSocket"))
                .isEqualTo("org.apache.zookeeper.ProxiedClientCnxnSocketNetty");
        assertThat(config.getProperty("stampede.proxied.hosts")).isEqualTo("127.0.0.1:1=zk1,127.0.0.1:2=zk2");
        assertThat(config.getProperty("zookeeper.ssl.hostnameVerification")).isNull();
    }

    @Test
    void credentials_make_the_creator_own_what_it_creates_unless_the_file_says_otherwise() throws IOException {
        assertThat(read("auth=digest:u:" + PASSWORD).acl()).isEqualTo(Ids.CREATOR_ALL_ACL);
        assertThat(read("auth=digest:u:" + PASSWORD + "\nacl=open").acl()).isEqualTo(Ids.OPEN_ACL_UNSAFE);
        assertThat(read("acl=creator").acl()).isEqualTo(Ids.CREATOR_ALL_ACL);
    }

    @Test
    void text_forms_contain_no_secret() throws IOException {
        ClientSettings settings = read("auth.1=digest:u:%1$s\nauth.2=custom:%1$s\n".formatted(PASSWORD));

        assertThat(settings.describe())
                .containsExactly(
                        "plain text",
                        "authentication with the scheme digest",
                        "authentication with the scheme custom",
                        "ACL of the creator only");
        assertThat(settings.toString()).doesNotContain(PASSWORD);
        assertThat(settings.superuser()).isFalse();
        assertThat(read("auth=digest:super:" + PASSWORD).superuser()).isTrue();
    }

    @Test
    void section_of_the_jaas_file_is_added_to_the_configuration_of_the_jvm_and_replaces_no_other() throws IOException {
        Files.writeString(
                folder.resolve("jaas.conf"),
                "Mine { org.apache.zookeeper.server.auth.DigestLoginModule required username=\"u\" password=\""
                        + PASSWORD + "\"; };");
        ClientSettings settings = read("java.security.auth.login.config=jaas.conf\nzookeeper.sasl.clientconfig=Mine\n");

        String name = settings.applyTo(new ZKClientConfig()).getProperty("zookeeper.sasl.clientconfig");

        AppConfigurationEntry[] entries = Configuration.getConfiguration().getAppConfigurationEntry(name);
        assertThat(entries).hasSize(1);
        assertThat(entries[0].getOptions().get("username")).isEqualTo("u");
        assertThat(Configuration.getConfiguration().getAppConfigurationEntry("Mine"))
                .isNull();
        assertThat(settings.acl()).isEqualTo(Ids.CREATOR_ALL_ACL);
        assertThat(settings.describe()).contains("SASL");
    }

    @Test
    void settings_of_the_ensemble_have_the_defaults_of_zookeeper() throws IOException {
        ClientSettings settings = read(
                """
                session.timeout=6000
                ensemble.tickTime=1000
                ensemble.initLimit=10
                ensemble.syncLimit=5
                """);

        assertThat(settings.ensemble()).isEqualTo(new EnsembleSettings(1000, 10, 5, 2000, 20_000, 60_000, 6000));
        assertThat(settings.sessionTimeoutMillis()).isEqualTo(6000);
    }

    @Test
    void all_problems_of_a_file_are_reported_together_without_its_secrets() throws IOException {
        assertProblem(
                """
                client.secure=true
                zookeeper.client.secured=true
                zookeeper.ssl.keyStore.location=absent.p12
                auth=digest:%1$s
                auth.x=sasl:u:%1$s
                acl=mine
                chroot=team
                session.timeout=0
                ensemble.tickTime=500
                java.security.auth.login.config=absent.conf
                """
                        .formatted(PASSWORD),
                "there is no setting client.secure; is zookeeper.client.secure meant?",
                "there is no setting zookeeper.client.secured",
                "absent.p12",
                "not zookeeper.client.secure=true: the connections would be in plain text",
                "auth: expected digest:user:password, found no password",
                "auth.x: no client can add credentials of the scheme sasl",
                "acl: expected creator or open, found mine",
                "chroot: expected the path of a znode",
                "session.timeout: expected a whole number from 1",
                "the settings of the ensemble also need ensemble.initLimit, ensemble.syncLimit",
                "absent.conf");
        assertProblem("auth=digest:a:" + PASSWORD + "\nauth=digest:b:" + PASSWORD, "auth is given twice");
        assertProblem(
                "zookeeper.client.secure=true\nzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNIO",
                "TLS needs org.apache.zookeeper.ClientCnxnSocketNetty");
    }

    @Test
    void jaas_file_that_is_wrong_is_refused_without_quoting_it() throws IOException {
        Files.writeString(folder.resolve("jaas.conf"), "Client { password=" + PASSWORD);
        assertProblem("java.security.auth.login.config=jaas.conf", "is not a JAAS configuration");

        Files.writeString(folder.resolve("jaas.conf"), "Other { a.B required; };");
        assertProblem("java.security.auth.login.config=jaas.conf", "has no section \"Client\"");
    }

    @Test
    void file_that_is_absent_is_named() {
        assertThatThrownBy(() -> ClientSettings.of(folder.resolve("none")))
                .hasMessageContaining("there is no file " + folder.resolve("none"));
    }
}
