package dev.stampede.workloads.cli;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.run.RunException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Stampede. */
@Command(
        name = "stampede",
        description = "Correctness and chaos tests for ZooKeeper and the recipes that run on it.",
        subcommands = {
            RunCommand.class,
            ReplayCommand.class,
            MutantsCommand.class,
            EnsembleMutantsCommand.class,
            CampaignCommand.class,
            MergeCommand.class,
            SoakCommand.class,
            SweepCommand.class,
            CheckCommand.class,
            BaselineCommand.class,
            ReportCommand.class,
            FramesCommand.class,
            GenerateCommand.class,
            ListCommand.class,
            DoctorCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "stampede 0.1.0",
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede doctor",
            "  stampede run lock --faults partition,session-expiry --time 30s --seed 42",
            "  stampede run --help"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:valid, with caveats or without",
            "1:invalid: a promise was broken",
            "2:inconclusive: the run proves nothing",
            "3:the harness failed",
            "64:bad usage"
        })
public final class Main {
    /** The heading above the examples of a command; a test parses each example. */
    static final String EXAMPLES = "%nExamples:%n";

    private static final String LOGGING = "logback.configurationFile";

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "auto, always or never: whether verdicts are printed in colour. Default: auto, which is on a"
                    + " terminal, unless NO_COLOR is set.")
    private TerminalStyle.When color = TerminalStyle.When.AUTO;

    private Main() {}

    /** The style of standard error, according to {@code --color}. */
    static TerminalStyle style(@Nullable CommandSpec command) {
        return TerminalStyle.ofStandardError(color(command));
    }

    /** The style of standard output, according to {@code --color}. */
    static TerminalStyle outputStyle(@Nullable CommandSpec command) {
        return TerminalStyle.ofStandardOutput(color(command));
    }

    private static TerminalStyle.When color(@Nullable CommandSpec command) {
        return command != null && command.root().userObject() instanceof Main main
                ? main.color
                : TerminalStyle.When.NEVER;
    }

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "stampede-logback.xml");
        }
        Interruption interruption = Interruption.install(Thread.currentThread());
        int code = commandLine().execute(args);
        interruption.ended();
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((exception, args) -> {
            if (args.length == 0) {
                exception.getCommandLine().usage(System.err);
                return ExitCode.BAD_USAGE.number();
            }
            System.err.println(exception.getMessage());
            if (exception instanceof UnmatchedArgumentException unmatched) {
                System.err.println(suggestions(unmatched));
            }
            System.err.println(
                    "See: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return ExitCode.BAD_USAGE.number();
        });
        line.setExecutionExceptionHandler((exception, command, result) -> failed(exception));
        return line;
    }

    /** The most similar names for the first unknown argument. */
    private static String suggestions(UnmatchedArgumentException exception) {
        String unknown = exception.getUnmatched().get(0);
        CommandSpec spec = exception.getCommandLine().getCommandSpec();
        if (!unknown.startsWith("-") && !spec.subcommands().isEmpty()) {
            return NameSuggestions.hint(unknown, spec.subcommands().keySet());
        }
        String name = unknown.split("=", 2)[0];
        return NameSuggestions.hint(
                name,
                spec.options().stream()
                        .flatMap(o -> Arrays.stream(o.names()))
                        .filter(n -> n.startsWith("--"))
                        .toList());
    }

    private static int failed(Exception exception) {
        if (exception instanceof UsageException || exception instanceof IllegalArgumentException) {
            System.err.println(exception.getMessage());
            return ExitCode.BAD_USAGE.number();
        }
        if (exception instanceof EnsembleException || exception instanceof RunException) {
            System.err.println(exception.getMessage());
        } else if (exception instanceof InterruptedException) {
            System.err.println("the command was interrupted");
        } else {
            exception.printStackTrace();
        }
        return ExitCode.HARNESS_ERROR.number();
    }
}
