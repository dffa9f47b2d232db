package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.junit.Smoke;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that a run of the packaged jar prints. */
@Smoke
class ReplayIT {
    @TempDir
    private Path project;

    @TempDir
    private Path elsewhere;

    @Test
    void printed_commands_work_from_another_directory_with_changed_settings_and_a_user_s_class() throws Exception {
        Path classes = PackagedJar.compile(project.resolve("classes"), "SpinLock");
        CommandResult first = PackagedJar.run(
                project,
                PackagedJar.with(
                        classes,
                        "run lock --variant com.example.stampede.SpinLock --set hold.millis=3"
                                + " --time 2s --clients 2 --seed 5 --out runs"));
        assertThat(first.code()).as(first.err()).isZero();
        Path folder = project.resolve("runs/lock-SpinLock-seed5");

        CommandResult again = PackagedJar.run(elsewhere, printed("replay", first));

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(project.resolve("runs/lock-SpinLock-seed5-2/run-config.json"))
                .hasSameTextualContentAs(folder.resolve("run-config.json"))
                .content()
                .contains("\"hold.millis\" : \"3\"", "\"com.example.stampede.SpinLock\" : \"" + classes + "\"");
        assertThat(Files.readString(folder.resolve("report.html"))).contains(printed("replay", first));
        assertThat(PackagedJar.run(elsewhere, "java -jar " + PackagedJar.path() + " check " + folder)
                        .code())
                .isZero();

        Path moved = Files.move(classes, project.resolve("moved"));
        CommandResult gone = PackagedJar.run(elsewhere, printed("replay", first));
        assertThat(gone.code()).isEqualTo(64);
        assertThat(gone.err())
                .contains("the class com.example.stampede.SpinLock cannot be loaded: it was loaded from " + classes
                        + ", which does not exist any more");
        assertThat(moved).isDirectory();
    }

    private static String printed(String command, CommandResult result) {
        return result.err()
                .lines()
                .filter(line -> line.startsWith(command + ": "))
                .map(line -> line.substring(command.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
