package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.process.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Owner SELF = Owner.self();

    private static Map<String, String> labelled(Owner owner, Duration left) {
        return new Labels(owner, "e", NOW.plus(left)).map();
    }

    private static Owner elsewhere() {
        return new Owner("elsewhere", "", "1", 1, 1);
    }

    @Test
    void what_a_live_owner_has_is_kept_even_when_its_time_is_over() {
        assertThat(Labels.abandoned(labelled(SELF, Duration.ofHours(-1)), NOW)).isFalse();
    }

    @Test
    void what_a_dead_owner_had_is_abandoned() {
        Owner dead = new Owner(SELF.host(), SELF.boot(), SELF.namespace(), SELF.pid(), SELF.start() - 1);

        assertThat(Labels.abandoned(labelled(dead, Duration.ofHours(1)), NOW)).isTrue();
    }

    @Test
    void what_an_owner_elsewhere_has_is_kept_until_its_time_is_over() {
        assertThat(Labels.abandoned(labelled(elsewhere(), Duration.ofHours(1)), NOW))
                .isFalse();
        assertThat(Labels.abandoned(labelled(elsewhere(), Duration.ofHours(-1)), NOW))
                .isTrue();
    }

    @Test
    void what_is_not_labelled_or_not_readable_is_somebody_s() {
        assertThat(Labels.abandoned(null, NOW)).isFalse();
        assertThat(Labels.abandoned(Map.of("other", "label"), NOW)).isFalse();
        assertThat(Labels.abandoned(Map.of(Labels.OWNER, "?", Labels.EXPIRES, "?"), NOW))
                .isFalse();
    }
}
