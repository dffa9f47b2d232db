package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.registry.Scenarios;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final RunConfig SPEC =
            RunConfig.of(Scenarios.named("lock").orElseThrow().defaultVariant(), Path.of("out"));

    @Test
    void replay_names_all_that_a_run_follows_from() {
        assertThat(Commands.replay(SPEC, Path.of("out/plan.json"), Map.of()))
                .isEqualTo("java -jar workloads/target/stampede.jar run lock --variant naive --plan out/plan.json"
                        + " --time 30000ms --seed 1 --clients 5 --ensemble local --members 3");
    }

    @Test
    void replay_on_images_of_one_s_own_names_them() {
        assertThat(Commands.replay(
                        SPEC, Path.of("plan.json"), Map.of("stampede.zookeeper.image", "own/zookeeper:3.8.4")))
                .startsWith(
                        "java -Dstampede.zookeeper.image=own/zookeeper:3.8.4 -jar workloads/target/stampede.jar run ");
    }

    @Test
    void recheck_of_a_path_with_a_blank_is_one_word_to_a_shell() {
        assertThat(Commands.recheck(Path.of("a b/history.jsonl.gz")))
                .isEqualTo("java -jar workloads/target/stampede.jar check 'a b/history.jsonl.gz'");
    }
}
