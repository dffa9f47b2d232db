package dev.stampede.nemesis.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.process.Owner.Fate;
import org.junit.jupiter.api.Test;

class OwnerTest {
    private final Owner self = Owner.self();

    @Test
    void parse_reads_what_text_wrote() {
        assertThat(Owner.parse(self.text())).contains(self);
        assertThat(Owner.parse("")).isEmpty();
        assertThat(Owner.parse("host/boot/ns/x/1")).isEmpty();
    }

    @Test
    void this_process_is_alive() {
        assertThat(self.fate()).isEqualTo(Fate.ALIVE);
    }

    @Test
    void another_process_that_has_the_same_number_now_is_not_the_owner() {
        assertThat(new Owner(self.host(), self.boot(), self.namespace(), self.pid(), self.start() - 1).fate())
                .isEqualTo(Fate.DEAD);
    }

    @Test
    void process_of_this_machine_before_it_was_started_again_is_dead() {
        assertThat(new Owner(self.host(), "another-boot", self.namespace(), self.pid(), self.start()).fate())
                .isEqualTo(Fate.DEAD);
    }

    @Test
    void process_of_another_machine_or_namespace_cannot_be_seen_from_here() {
        assertThat(new Owner("elsewhere", self.boot(), self.namespace(), 1, 1).fate())
                .isEqualTo(Fate.UNKNOWN);
        assertThat(new Owner(self.host(), self.boot(), "7", 1, 1).fate()).isEqualTo(Fate.UNKNOWN);
    }
}
