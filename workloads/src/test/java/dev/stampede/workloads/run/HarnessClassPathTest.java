package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.scenario.lock.MyLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path entries of the user's classes. */
class HarnessClassPathTest {
    @TempDir
    private Path folder;

    @Test
    void users_class_is_recorded_with_its_entry_but_classes_of_stampede_are_not() {
        HarnessClassPath classPath = HarnessClassPath.current(
                List.of(MyLock.class.getName(), RunConfig.class.getName(), "java.lang.String", "com.example.Missing"));

        assertThat(classPath.userClasses()).containsOnlyKeys(MyLock.class.getName());
        assertThat(classPath.entries()).contains(classPath.userClasses().get(MyLock.class.getName()));
        assertThatCode(() -> classPath.requireUserClasses(folder)).doesNotThrowAnyException();
    }

    @Test
    void users_class_with_a_missing_entry_is_named_with_its_entry() {
        HarnessClassPath classPath = new HarnessClassPath(
                List.of(Path.of("/x/stampede.jar"), Path.of("/x/gone")),
                Map.of("com.example.MyLock", Path.of("/x/gone")));

        assertThatThrownBy(() -> classPath.requireUserClasses(Path.of("/runs/a")))
                .hasMessage("the class com.example.MyLock cannot be loaded: it was loaded from /x/gone, which does not"
                        + " exist"
                        + " any more. Build it again at this place, then run: java -cp /x/stampede.jar:/x/gone"
                        + " dev.stampede.workloads.cli.Main replay /runs/a");
    }

    @Test
    void users_class_missing_on_the_class_path_is_named_with_the_command_to_add_it() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        HarnessClassPath classPath = new HarnessClassPath(List.of(classes), Map.of("com.example.MyLock", classes));

        assertThatThrownBy(() -> classPath.requireUserClasses(Path.of("/runs/a")))
                .hasMessage("the class com.example.MyLock is not on the class path; it is in " + classes
                        + ". Run: java -cp " + classes + " dev.stampede.workloads.cli.Main replay /runs/a");
    }
}
