package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Verdict;
import dev.stampede.workloads.cli.TerminalStyle.When;
import dev.stampede.workloads.run.RunStatus;
import dev.stampede.workloads.run.RunStatus.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Progress and colours, on a terminal and elsewhere. */
class ConsoleTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Console console(TerminalStyle style) {
        return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static RunStatus status(Stage stage, int seconds, int planned, String... faults) {
        return new RunStatus(
                "lock/naive seed 1",
                stage,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(planned),
                List.of(faults),
                stage == Stage.START ? 0 : 120,
                stage == Stage.START ? 0 : 118);
    }

    @Test
    void elsewhere_a_run_of_30_s_prints_each_stage_once_and_a_few_lines_during_the_faults() {
        Console console = console(TerminalStyle.plain());
        for (Stage stage : List.of(Stage.START, Stage.WARM_UP)) {
            console.status(status(stage, 0, 30));
            console.status(status(stage, 1, 30));
        }
        for (int second = 0; second <= 30; second++) {
            console.status(status(Stage.FAULTS, second, 30, "partition:leader", "kill:random"));
        }
        for (Stage stage : List.of(Stage.HEAL, Stage.AUDIT, Stage.CHECK)) {
            console.status(status(stage, 0, 30));
            console.status(status(stage, 9, 30));
        }

        assertThat(printed())
                .isEqualTo(
                        """
                        lock/naive seed 1: start
                        lock/naive seed 1: warm-up
                        lock/naive seed 1: faults, 0 of 30 s
                        lock/naive seed 1: faults, 10 of 30 s, 120 operations, 118 OK, in effect: partition:leader, kill:random
                        lock/naive seed 1: faults, 20 of 30 s, 120 operations, 118 OK, in effect: partition:leader, kill:random
                        lock/naive seed 1: faults, 30 of 30 s, 120 operations, 118 OK, in effect: partition:leader, kill:random
                        lock/naive seed 1: heal
                        lock/naive seed 1: audit
                        lock/naive seed 1: check
                        """);
    }

    @Test
    void elsewhere_a_run_of_one_hour_prints_a_line_a_minute() {
        Console console = console(TerminalStyle.plain());
        for (int second = 0; second < 3_600; second++) {
            console.status(status(Stage.FAULTS, second, 3_600));
        }

        assertThat(printed().lines()).hasSize(60);
    }

    @Test
    void on_a_terminal_the_status_is_one_line_with_stage_bar_and_faults_which_a_notice_replaces() {
        Console console = console(new TerminalStyle(true, false));
        console.status(status(Stage.FAULTS, 15, 30, "partition:leader"));
        console.line("notice");
        console.line("another");

        String redraw = "\r\u001b[K";
        assertThat(printed())
                .isEqualTo(redraw + "\u001b[?7llock/naive seed 1  faults  [##########----------] 15 of 30 s,"
                        + " 120 operations, 118 OK, in effect: partition:leader\u001b[?7h" + redraw
                        + "notice\nanother\n");
    }

    @Test
    void bar_is_empty_before_the_faults_and_full_after_them() {
        Console console = console(new TerminalStyle(true, false));
        console.status(status(Stage.WARM_UP, 15, 30));
        console.status(status(Stage.CHECK, 2, 30));

        assertThat(printed()).contains("warm-up [--------------------] 15 s", "check   [####################] 2 s");
    }

    @Test
    void colour_is_automatic_on_a_terminal_unless_the_environment_refuses_it() {
        assertThat(TerminalStyle.of(When.AUTO, true, Map.of())).isEqualTo(new TerminalStyle(true, true));
        assertThat(TerminalStyle.of(When.AUTO, false, Map.of())).isEqualTo(TerminalStyle.plain());
        assertThat(TerminalStyle.of(When.AUTO, true, Map.of("NO_COLOR", "1")))
                .isEqualTo(new TerminalStyle(true, false));
        assertThat(TerminalStyle.of(When.AUTO, true, Map.of("NO_COLOR", ""))).isEqualTo(new TerminalStyle(true, true));
        assertThat(TerminalStyle.of(When.AUTO, true, Map.of("TERM", "dumb"))).isEqualTo(TerminalStyle.plain());
    }

    @Test
    void colour_that_the_command_line_names_overrides_the_environment() {
        assertThat(TerminalStyle.of(When.ALWAYS, false, Map.of("NO_COLOR", "1")).colours())
                .isTrue();
        assertThat(TerminalStyle.of(When.NEVER, true, Map.of()).colours()).isFalse();
    }

    @Test
    void verdicts_have_different_colours_and_without_colour_none() {
        TerminalStyle coloured = new TerminalStyle(false, true);
        assertThat(coloured.verdict(Verdict.VALID)).isEqualTo("\u001b[1;32mVALID\u001b[0m");
        assertThat(coloured.verdict(Verdict.INVALID)).isEqualTo("\u001b[1;31mINVALID\u001b[0m");
        assertThat(coloured.verdict(Verdict.INCONCLUSIVE)).isEqualTo("\u001b[1;33mINCONCLUSIVE\u001b[0m");
        assertThat(TerminalStyle.plain().verdict(Verdict.INVALID)).isEqualTo("INVALID");
    }
}
