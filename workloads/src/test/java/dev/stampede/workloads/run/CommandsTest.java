package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path folder;

    private Path runnableJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.stampede.workloads.cli.Main");
        Path jar = folder.resolve("stampede.jar");
        try (OutputStream file = Files.newOutputStream(jar)) {
            new JarOutputStream(file, manifest).close();
        }
        return jar;
    }

    @Test
    void commands_of_the_runnable_jar_alone_start_this_jar() throws IOException {
        Path jar = runnableJar();
        Commands commands = Commands.of(List.of(jar), folder);

        assertThat(commands.replay(Path.of("/runs/a"))).isEqualTo("java -jar " + jar + " replay /runs/a");
        assertThat(commands.recheck(Path.of("/runs/a"))).isEqualTo("java -jar " + jar + " check /runs/a");
    }

    @Test
    void commands_with_users_classes_have_them_on_the_class_path() throws IOException {
        Path jar = runnableJar();

        assertThat(Commands.of(List.of(jar, Path.of("/my/classes")), folder).replay(Path.of("/runs/a")))
                .isEqualTo("java -cp " + jar + ":/my/classes dev.stampede.workloads.cli.Main replay /runs/a");
    }

    @Test
    void commands_with_a_long_class_path_read_it_from_a_file_in_the_folder_of_the_run() throws IOException {
        List<Path> classPath = Collections.nCopies(100, Path.of("/a/folder/with spaces"));
        Commands.save(classPath, folder);

        assertThat(Commands.of(classPath, folder).replay(Path.of("/runs/a")))
                .isEqualTo("java @" + folder + "/class-path.args dev.stampede.workloads.cli.Main replay /runs/a");
        assertThat(folder.resolve("class-path.args")).content().startsWith("-cp\n\"/a/folder/with spaces:/a/");
    }

    @Test
    void path_with_a_blank_is_one_word_to_a_shell() throws IOException {
        assertThat(Commands.of(List.of(runnableJar()), folder).recheck(Path.of("/runs/a b")))
                .endsWith(" check '/runs/a b'");
    }
}
