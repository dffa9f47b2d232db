package dev.stampede.workloads.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientSpecTest {
    @Test
    void a_restarted_client_has_another_seed_and_another_unique_name() {
        Set<Long> seeds = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int number = 0; number < 12; number++) {
            ClientSpec spec = new ClientSpec(number, "d.D", Map.of(), 42L + number, "h:1", 4000, "");
            for (int restart = 0; restart < 4; restart++) {
                seeds.add(spec.seed());
                names.add(spec.uniqueName());
                spec = spec.restarted();
            }
        }

        assertThat(seeds).hasSize(48);
        assertThat(names).hasSize(48).contains("c3", "c3r1");
    }
}
