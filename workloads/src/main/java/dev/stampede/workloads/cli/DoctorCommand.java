package dev.stampede.workloads.cli;

import dev.stampede.workloads.doctor.Diagnosis;
import dev.stampede.workloads.doctor.Doctor;
import dev.stampede.workloads.run.EnsembleKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines what this machine can run, and says how to install what is missing. */
@Command(
        name = "doctor",
        description = {
            "Examines this machine: Java, memory, loopback addresses, ports, tools, ZooKeeper versions and the"
                    + " container engine. Says how to install what is missing. Starts no ensemble.",
            "Exit code 0: ensembles of the kind can run; 2: they cannot."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {"  stampede doctor", "  stampede doctor --ensemble containers", "  stampede doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Function<Path, Doctor> doctor;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--ensemble",
            paramLabel = "KIND",
            description =
                    "The kind of ensemble for the exit code: local, containers or external; default: the value of the"
                            + " system property stampede.ensemble, or local.")
    private @Nullable EnsembleKind ensemble;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for runs, whose disk is examined; default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "chaos");

    @Option(
            names = "--json",
            description = "Prints one JSON object per examined item, and one for the kinds of ensembles.")
    private boolean json;

    DoctorCommand() {
        this(Doctor::ofThisMachine);
    }

    /** @param doctor makes the doctor for the folder of runs */
    DoctorCommand(Function<Path, Doctor> doctor) {
        this.doctor = doctor;
    }

    @Override
    public Integer call() {
        EnsembleKind kind = ensemble == null ? EnsembleKind.configured() : ensemble;
        List<Diagnosis> found = doctor.apply(out).examine();
        List<EnsembleKind> able = Doctor.able(found);
        if (json) {
            found.forEach(DoctorCommand::printJson);
            new JsonLine()
                    .with("able", able.stream().map(DoctorCommand::word).toList())
                    .with("ensemble", word(kind))
                    .with("ok", able.contains(kind))
                    .print(System.out);
        } else {
            TerminalStyle style = Main.outputStyle(spec);
            found.forEach(diagnosis -> print(diagnosis, style));
            System.out.println();
            Arrays.stream(EnsembleKind.values())
                    .forEach(each -> System.out.println(
                            "--ensemble " + word(each) + ": " + (able.contains(each) ? "can run" : "cannot run")));
        }
        return (able.contains(kind) ? ExitCode.VALID : ExitCode.INCONCLUSIVE).number();
    }

    private static void printJson(Diagnosis diagnosis) {
        JsonLine line = new JsonLine()
                .with("name", diagnosis.name())
                .with("status", diagnosis.status().name())
                .with("found", diagnosis.found())
                .with(
                        "neededBy",
                        diagnosis.neededBy().stream()
                                .map(DoctorCommand::word)
                                .sorted()
                                .toList());
        if (diagnosis.remedy() != null) {
            line.with("remedy", diagnosis.remedy());
        }
        line.print(System.out);
    }

    private static void print(Diagnosis diagnosis, TerminalStyle style) {
        String word = String.format("%-7s", diagnosis.status());
        String coloured =
                switch (diagnosis.status()) {
                    case OK -> style.good(word);
                    case LIMITED -> style.doubtful(word);
                    case MISSING -> style.bad(word);
                };
        System.out.println(coloured + " " + String.format("%-18s", diagnosis.name()) + " " + diagnosis.found());
        if (diagnosis.remedy() != null) {
            System.out.println(" ".repeat(27) + "to do: " + diagnosis.remedy());
        }
    }

    private static String word(EnsembleKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
