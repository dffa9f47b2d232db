package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.process.ResourceOwner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The labels of containers, networks and volumes: they identify the ensemble and its owner.
 *
 * @param ensemble unique among all ensembles
 */
record OwnerLabels(ResourceOwner owner, String ensemble, Instant expires) {
    static final String ENSEMBLE = "dev.stampede.ensemble";
    static final String OWNER = "dev.stampede.owner";
    static final String EXPIRES = "dev.stampede.expires";

    Map<String, String> map() {
        return Map.of(OWNER, owner.text(), ENSEMBLE, ensemble, EXPIRES, expires.toString());
    }

    /** These labels together with others. */
    Map<String, String> with(@Nullable Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others == null ? Map.of() : others);
        all.putAll(map());
        return all;
    }

    /**
     * Whether something with these labels is abandoned: its owner is dead, or the owner cannot be observed from here
     * and the expiry time has passed. Nothing without an owner label is abandoned.
     */
    static boolean abandoned(@Nullable Map<String, String> labels, Instant now) {
        if (labels == null || !labels.containsKey(OWNER)) {
            return false;
        }
        ResourceOwner.Fate fate = ResourceOwner.parse(labels.getOrDefault(OWNER, ""))
                .map(ResourceOwner::fate)
                .orElse(ResourceOwner.Fate.UNKNOWN);
        return switch (fate) {
            case ALIVE -> false;
            case DEAD -> true;
            case UNKNOWN -> expired(labels.getOrDefault(EXPIRES, ""), now);
        };
    }

    private static boolean expired(String text, Instant now) {
        return parse(text).map(now::isAfter).orElse(false);
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (java.time.format.DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
