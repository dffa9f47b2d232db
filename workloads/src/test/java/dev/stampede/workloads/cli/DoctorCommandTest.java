package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stampede.workloads.doctor.Diagnosis;
import dev.stampede.workloads.doctor.Doctor;
import dev.stampede.workloads.run.EnsembleKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/** What the doctor prints, and its exit code. */
@Isolated("it replaces standard output")
class DoctorCommandTest {
    private static final Diagnosis JAVA = Diagnosis.ok("java", "Java 17");
    private static final Diagnosis SETPRIV = Diagnosis.limited("setpriv", "cannot be run", "install util-linux");
    private static final Diagnosis ENGINE =
            Diagnosis.missing("container engine", "none answers", "start one", EnsembleKind.CONTAINERS);

    private static CommandResult doctor(String... args) {
        return CommandResult.of(
                () -> new CommandLine(
                                new DoctorCommand(out -> new Doctor(List.of(() -> JAVA, () -> SETPRIV, () -> ENGINE))))
                        .setCaseInsensitiveEnumValuesAllowed(true),
                args);
    }

    @Test
    void machine_without_an_engine_runs_local_ensembles() {
        CommandResult ended = doctor("--ensemble", "local");

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .isEqualTo(
                        """
                        OK      java               Java 17
                        LIMITED setpriv            cannot be run
                                                   to do: install util-linux
                        MISSING container engine   none answers
                                                   to do: start one

                        --ensemble local: can run
                        --ensemble containers: cannot run
                        --ensemble external: can run
                        """);
    }

    @Test
    void machine_without_an_engine_does_not_run_containers() throws IOException {
        CommandResult ended = doctor("--ensemble", "containers", "--json");

        assertThat(ended.code()).isEqualTo(2);
        List<JsonNode> lines = ended.json();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2).get("status").asText()).isEqualTo("MISSING");
        assertThat(lines.get(2).get("remedy").asText()).isEqualTo("start one");
        assertThat(lines.get(2).get("neededBy").get(0).asText()).isEqualTo("containers");
        assertThat(lines.get(0).has("remedy")).isFalse();
        assertThat(lines.get(3))
                .hasToString("{\"able\":[\"local\",\"external\"],\"ensemble\":\"containers\",\"ok\":false}");
    }
}
