package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of each command has examples that work. */
@Isolated("it replaces standard output")
class HelpTest {
    private static Stream<CommandLine> commands() {
        return Main.commandLine().getSubcommands().values().stream();
    }

    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.startsWith("stampede "))
                .map(line -> line.substring("stampede ".length()))
                .toList();
    }

    private static List<String> words(String example) {
        return List.of(example.split(" +", -1));
    }

    @Test
    void help_of_each_command_shows_examples_of_this_command() {
        assertThat(commands()).hasSizeGreaterThan(7).allSatisfy(command -> {
            assertThat(examples(command)).anyMatch(e -> e.startsWith(command.getCommandName()));
            assertThat(command.getUsageMessage(Ansi.OFF))
                    .contains("Examples:", examples(command).get(0));
        });
    }

    @TestFactory
    Stream<DynamicTest> each_example_is_accepted_by_the_parser() {
        return commands()
                .flatMap(command -> examples(command).stream())
                .map(example -> dynamicTest(example, () -> Main.commandLine()
                        .parseArgs(words(example).toArray(String[]::new))));
    }

    @TestFactory
    Stream<DynamicTest> each_example_of_run_names_what_exists() {
        Set<String> faults = FaultTypes.families().stream()
                .flatMap((FaultFamily f) ->
                        Stream.concat(Stream.of(f.name()), f.types().stream().map(FaultType::fullName)))
                .collect(Collectors.toSet());
        return examples(Main.commandLine().getSubcommands().get("run")).stream()
                .filter(example -> !example.contains("com.example"))
                .map(example -> dynamicTest(example, () -> {
                    CommandLine line = Main.commandLine();
                    line.parseArgs(words(example).toArray(String[]::new));
                    RunCommand run = line.getSubcommands().get("run").getCommand();
                    assertThat(run.configs()).isNotEmpty();
                    int at = words(example).indexOf("--faults");
                    assertThat(faults)
                            .containsAll(List.of(words(example).get(at + 1).split(",", -1)));
                }));
    }

    @Test
    void unknown_option_names_the_nearest_and_the_help_of_its_command() {
        CommandResult ended = CommandResult.of("run", "lock", "--varient", "naive");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err())
                .contains("Unknown option: '--varient'", "did you mean --variant", "See: stampede run --help");
    }

    @Test
    void unknown_option_with_a_value_names_the_nearest() {
        assertThat(CommandResult.of("campaign", "--sedes=3").err()).contains("did you mean --seed, --seeds");
    }

    @Test
    void unknown_command_names_the_nearest_and_the_general_help() {
        CommandResult ended = CommandResult.of("repaly", "x");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("did you mean replay", "See: stampede --help");
    }

    @Test
    void no_command_shows_the_help_and_is_bad_usage() {
        CommandResult ended = CommandResult.of();
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("Usage: stampede", "campaign", "Exit codes");
    }

    @Test
    void unknown_value_of_color_lists_the_values() {
        CommandResult ended = CommandResult.of("list", "--color", "sometimes");
        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).containsIgnoringCase("auto").containsIgnoringCase("never");
    }
}
