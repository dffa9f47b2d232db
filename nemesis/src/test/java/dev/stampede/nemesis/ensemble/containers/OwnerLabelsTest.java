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
    void resource_of_a_live_owner_is_kept_even_when_expired() {
        assertThat(OwnerLabels.abandoned(labelled(SELF, Duration.ofHours(-1)), NOW))
                .isFalse();
    }

    @Test
    void resource_of_a_dead_owner_is_abandoned() {
        ResourceOwner dead =
                new ResourceOwner(SELF.host(), SELF.boot(), SELF.namespace(), SELF.pid(), SELF.start() - 1);

        assertThat(OwnerLabels.abandoned(labelled(dead, Duration.ofHours(1)), NOW))
                .isTrue();
    }

    @Test
    void resource_of_an_unobservable_owner_is_kept_until_it_expires() {
        assertThat(OwnerLabels.abandoned(labelled(elsewhere(), Duration.ofHours(1)), NOW))
                .isFalse();
        assertThat(OwnerLabels.abandoned(labelled(elsewhere(), Duration.ofHours(-1)), NOW))
                .isTrue();
    }

    @Test
    void resource_without_readable_labels_is_never_abandoned() {
        assertThat(OwnerLabels.abandoned(null, NOW)).isFalse();
        assertThat(OwnerLabels.abandoned(Map.of("other", "label"), NOW)).isFalse();
        assertThat(OwnerLabels.abandoned(Map.of(OwnerLabels.OWNER, "?", OwnerLabels.EXPIRES, "?"), NOW))
                .isFalse();
    }
}
