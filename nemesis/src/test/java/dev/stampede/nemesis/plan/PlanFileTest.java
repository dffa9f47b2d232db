package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanFileTest {
    private static final String GOOD =
            """
            {
              "version": 2, "seed": 42, "chaosMillis": 20000,
              "steps": [
                {"id": "kill-1", "fault": "kill:leader", "target": "leader",
                 "when": {"kind": "time", "atMillis": 1500}, "until": {"kind": "duration", "millis": 2000}}
              ],
              "healOrder": ["kill-1"]
            }
            """;

    @Test
    void generated_plans_survive_write_and_read() {
        for (long seed = -20; seed < 20; seed++) {
            Plan plan = Plans.generate(
                    new Seed(seed << 50), FaultRequest.ofEveryFamily(), Duration.ofSeconds(90), Facts.local(5));

            assertThat(PlanFile.read(PlanFile.write(plan), "p")).isEqualTo(plan);
        }
    }

    @Test
    void plan_written_by_hand_is_read_and_described() {
        assertThat(PlanFile.read(GOOD, "p").describe())
                .isEqualTo(
                        """
                        plan: 1 fault in 20 s, seed 42
                          kill-1: kill:leader of leader at 1.5 s, for 2 s
                          order of heals at the end: kill-1""");
        assertThat(PlanFile.read(GOOD, "p").summary()).isEqualTo("plan: 1 fault in 20 s: kill:leader");
    }

    @Test
    void all_errors_are_listed_with_line_and_column() {
        String bad = GOOD.replace("kill:leader", "kil:leader")
                .replace("1500", "\"soon\"")
                .replace("\"duration\"", "\"frame\"")
                .replace("[\"kill-1\"]", "[\"kill-2\"]")
                .replace("\"seed\": 42,", "\"sead\": 42,");

        assertThatThrownBy(() -> PlanFile.read(bad, "my.json"))
                .isInstanceOfSatisfying(InvalidPlanException.class, e -> assertThat(e.problems())
                        .containsExactlyInAnyOrder(
                                "my.json:2:25: expected one of [chaosMillis, healOrder, seed, steps, version], found"
                                        + " \"sead\"",
                                "my.json:1:1: expected a field \"seed\"; it is missing",
                                "my.json:4:31: expected a fault as family:shape, found \"kil:leader\"; nearest:"
                                        + " kill:leader, pause:leader, kill:random",
                                "my.json:5:43: expected \"atMillis\" as a whole number, found \"soon\"",
                                "my.json:5:70: expected \"until\" of the kind \"duration\", found \"frame\"",
                                "my.json:7:17: expected the id of a step, found the unknown id \"kill-2\"",
                                "my.json:7:16: expected \"kill-1\" in the heal order; it is missing"));
    }

    @Test
    void newer_version_is_the_only_reported_error() {
        assertThatThrownBy(() -> PlanFile.read(GOOD.replace("\"version\": 2", "\"version\": 9, \"new\": 1"), "p"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessage("p:2:14: expected a plan of version 2, found version 9. Use the version of Stampede"
                        + " that wrote it, or a newer one");
    }

    @Test
    void older_version_is_refused_with_the_necessary_changes() {
        assertThatThrownBy(() -> PlanFile.read(
                        GOOD.replace("\"version\": 2", "\"version\": 1").replace("\"steps\"", "\"atoms\""), "p"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessage("p:2:14: expected a plan of version 2, found version 1. Rename \"atoms\" to \"steps\" and"
                        + " \"healing\" to \"healOrder\", and set \"version\" to 2");
    }

    @Test
    void text_that_is_not_json_is_refused_with_line_and_column() {
        assertThatThrownBy(() -> PlanFile.read("{\n  \"version\": 1,\n  oops", "p"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageStartingWith("p:3:")
                .hasMessageContaining("expected JSON: ");
        assertThatThrownBy(() -> PlanFile.read("", "p")).hasMessageContaining("found an empty file");
    }

    @Test
    void duplicate_ids_are_refused() {
        String step = GOOD.substring(GOOD.indexOf("    {\"id\""), GOOD.indexOf("  ],"));

        assertThatThrownBy(() -> PlanFile.read(GOOD.replace(step, step.stripTrailing() + ",\n" + step), "p"))
                .hasMessageContaining("expected each id once, found \"kill-1\" again");
    }

    @Test
    void duration_of_a_momentary_fault_is_refused_with_line_and_column() {
        assertThatThrownBy(() -> PlanFile.read(
                        GOOD.replace("kill:leader", "session-expiry:close").replace("\"leader\"", "\"holder\""), "p"))
                .hasMessage("p:4:5: kill-1: session-expiry:close is momentary, so its duration must be 0; got for 2 s");
    }

    @Test
    void unreadable_file_is_named(@TempDir Path folder) {
        assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.json")))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("none.json: the plan file cannot be read");
    }
}
