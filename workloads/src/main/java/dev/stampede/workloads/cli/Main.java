package dev.stampede.workloads.cli;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.run.RunException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Stampede. */
@Command(
        name = "stampede",
        description = "Correctness and chaos tests for ZooKeeper and the recipes that run on it.",
        subcommands = {
            RunCommand.class,
            ReplayCommand.class,
            MutantsCommand.class,
            CampaignCommand.class,
            CheckCommand.class,
            ReportCommand.class,
            GenerateCommand.class,
            ListCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "stampede 0.1.0",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:valid, with caveats or without",
            "1:invalid: a promise was broken",
            "2:inconclusive: the run proves nothing",
            "3:the harness failed",
            "64:bad usage"
        })
public final class Main {
    private static final String LOGGING = "logback.configurationFile";

    private Main() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "stampede-logback.xml");
        }
        Interruption interruption = Interruption.install(Thread.currentThread());
        int code = commandLine().execute(args);
        interruption.over();
        System.exit(code);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((exception, args) -> {
            System.err.println(exception.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(
                    exception, exception.getCommandLine().getErr());
            System.err.println("See: stampede " + exception.getCommandLine().getCommandName() + " --help");
            return ExitCode.BAD_USAGE.number();
        });
        line.setExecutionExceptionHandler((exception, command, result) -> failed(exception));
        return line;
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
