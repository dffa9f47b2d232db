package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.process.ResourceOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerLabelsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceOwner SELF = ResourceOwner.self();

    private static Map<String, String> labelled(ResourceOwner owner, Duration left) {
        return new OwnerLabels(owner, "e", NOW.plus(left)).map();
    }

    private static ResourceOwner elsewhere() {
        return new ResourceOwner("elsewhere", "", "1", 1, 1);
    }

    @Test
    void what_a_live_owner_has_is_kept_even_when_its_time_is_over() {
        assertThat(OwnerLabels.abandoned(labelled(SELF, Duration.ofHours(-1)), NOW))
                .isFalse();
    }

    @Test
    void what_a_dead_owner_had_is_abandoned() {
        ResourceOwner dead =
                new ResourceOwner(SELF.host(), SELF.boot(), SELF.namespace(), SELF.pid(), SELF.start() - 1);

        assertThat(OwnerLabels.abandoned(labelled(dead, Duration.ofHours(1)), NOW))
                .isTrue();
    }

    @Test
    void what_an_owner_elsewhere_has_is_kept_until_its_time_is_over() {
        assertThat(OwnerLabels.abandoned(labelled(elsewhere(), Duration.ofHours(1)), NOW))
                .isFalse();
        assertThat(OwnerLabels.abandoned(labelled(elsewhere(), Duration.ofHours(-1)), NOW))
                .isTrue();
    }

    @Test
    void what_is_not_labelled_or_not_readable_is_somebody_s() {
        assertThat(OwnerLabels.abandoned(null, NOW)).isFalse();
        assertThat(OwnerLabels.abandoned(Map.of("other", "label"), NOW)).isFalse();
        assertThat(OwnerLabels.abandoned(Map.of(OwnerLabels.OWNER, "?", OwnerLabels.EXPIRES, "?"), NOW))
                .isFalse();
    }
}
