package dev.stampede.nemesis.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EnsembleBuilderTest {
    private static final ServerVersion BUNDLED = ServerVersion.of("3.9.5");

    private static final class Builder extends EnsembleBuilder<Builder> {
        Builder() {
            super(ZooCfg.defaults());
        }

        @Override
        protected Builder self() {
            return this;
        }
    }

    private static List<String> versions(EnsembleBuilder<?> builder) {
        MemberOverrides overrides = builder.overrides();
        return overrides.membership().numbers().stream()
                .map(member -> overrides.versionOf(member, BUNDLED).text())
                .toList();
    }

    @Test
    void version_of_a_client_without_a_qualifier_has_no_hyphen() {
        assertThat(ServerVersion.ofClient("3.6.3-")).isEqualTo(ServerVersion.of("3.6.3"));
        assertThat(ServerVersion.ofClient("3.9.5")).isEqualTo(ServerVersion.of("3.9.5"));
    }

    @Test
    void members_run_the_bundled_version_by_default() {
        assertThat(versions(new Builder())).containsExactly("3.9.5", "3.9.5", "3.9.5");
    }

    @Test
    void one_version_applies_to_all_members() {
        assertThat(versions(new Builder().versions(List.of("3.8.6")))).containsExactly("3.8.6", "3.8.6", "3.8.6");
    }

    @Test
    void versions_of_each_member_are_in_the_order_of_their_numbers_with_observers_last() {
        assertThat(versions(new Builder().observers(1).versions(List.of("3.8.6", "3.9.5", "3.9.4", "3.9.3"))))
                .containsExactly("3.8.6", "3.9.5", "3.9.4", "3.9.3");
    }

    @Test
    void wrong_number_of_versions_is_refused() {
        assertThatThrownBy(() -> versions(new Builder().members(5).versions(List.of("3.8.6", "3.9.5", "3.9.5"))))
                .isInstanceOf(EnsembleException.class)
                .hasMessage("expected one version for all members, or one for each of the 5 members; got 3 versions");
    }

    @Test
    void version_or_flags_of_a_member_that_does_not_exist_are_refused() {
        assertThatThrownBy(() -> versions(new Builder().version(4, "3.8.6")))
                .hasMessage("version 3.8.6 was set for member 4; this ensemble has the members [1, 2, 3]");
        assertThatThrownBy(() -> versions(new Builder().jvmFlags(9, List.of("-Xmx1g"))))
                .hasMessage("JVM flags were set for member 9; this ensemble has the members [1, 2, 3]");
    }

    @Test
    void text_that_is_not_a_version_is_refused() {
        assertThatThrownBy(() -> new Builder().versions(List.of("3.9.5", "latest", "3.9.5")))
                .hasMessage("expected a ZooKeeper version such as 3.9.5, got \"latest\"");
    }
}
