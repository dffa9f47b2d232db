package dev.stampede.nemesis.ensemble.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectStringTest {
    @Test
    void parse_of_hosts_with_and_without_ports_keeps_their_order() {
        assertThat(ConnectString.parse("b:2182, a,[::1]:2183").addresses())
                .containsExactly("b:2182", "a:2181", "[::1]:2183");
    }

    @Test
    void parse_of_a_malformed_string_lists_all_errors() {
        assertThatThrownBy(() -> ConnectString.parse("a:b,,c:99999/root"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got \"a:b\"")
                .hasMessageContaining("got \"\"")
                .hasMessageContaining("got \"c:99999\"")
                .hasMessageContaining("chroot (\"/root\")");
    }

    @Test
    void version_in_an_answer_is_that_of_the_release() {
        assertThat(ExternalMember.versionIn(
                        "Zookeeper version: 3.9.5-60b2eb5d4b3fd0b4d1b3a0b8a3a3d2c1f0e9d8c7, built on 2026\n"))
                .isEqualTo("3.9.5");
        assertThat(ExternalMember.versionIn("srvr is not executed because it is not in the whitelist."))
                .isEqualTo("unknown");
    }
}
