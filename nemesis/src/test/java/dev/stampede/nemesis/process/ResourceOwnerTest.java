package dev.stampede.nemesis.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.process.ResourceOwner.Fate;
import org.junit.jupiter.api.Test;

class ResourceOwnerTest {
    private final ResourceOwner self = ResourceOwner.self();

    @Test
    void owner_survives_text_and_parse() {
        assertThat(ResourceOwner.parse(self.text())).contains(self);
        assertThat(ResourceOwner.parse("")).isEmpty();
        assertThat(ResourceOwner.parse("host/boot/ns/x/1")).isEmpty();
    }

    @Test
    void this_process_is_alive() {
        assertThat(self.fate()).isEqualTo(Fate.ALIVE);
    }

    @Test
    void process_that_reuses_the_id_is_not_the_owner() {
        assertThat(new ResourceOwner(self.host(), self.boot(), self.namespace(), self.pid(), self.start() - 1).fate())
                .isEqualTo(Fate.DEAD);
    }

    @Test
    void process_before_a_reboot_of_this_machine_is_dead() {
        assertThat(new ResourceOwner(self.host(), "another-boot", self.namespace(), self.pid(), self.start()).fate())
                .isEqualTo(Fate.DEAD);
    }

    @Test
    void process_of_another_machine_or_namespace_is_unknown() {
        assertThat(new ResourceOwner("elsewhere", self.boot(), self.namespace(), 1, 1).fate())
                .isEqualTo(Fate.UNKNOWN);
        assertThat(new ResourceOwner(self.host(), self.boot(), "7", 1, 1).fate())
                .isEqualTo(Fate.UNKNOWN);
    }
}
