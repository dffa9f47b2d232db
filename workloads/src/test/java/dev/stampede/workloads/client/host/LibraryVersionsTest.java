package dev.stampede.workloads.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryVersionsTest {
    private static final String PROPERTIES = "META-INF/maven/org.apache.curator/curator-framework/pom.properties";

    @TempDir
    private Path folder;

    @Test
    void versions_of_this_jvm_are_known() {
        assertThat(LibraryVersions.curator())
                .hasValueSatisfying(v -> assertThat(v).matches("\\d+\\.\\d+\\.\\d+.*"));
        assertThat(LibraryVersions.describe())
                .contains("Curator " + LibraryVersions.curator().orElseThrow())
                .contains("ZooKeeper client " + LibraryVersions.zooKeeperClient());
    }

    @Test
    void curator_on_a_class_path_is_that_of_the_first_entry_that_has_it() throws IOException {
        Path other = Files.createFile(folder.resolve("notes.txt"));
        Path jar = folder.resolve("curator.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(PROPERTIES));
            zip.write("version=5.2.1\n".getBytes(StandardCharsets.UTF_8));
        }
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve(PROPERTIES).getParent());
        Files.writeString(classes.resolve(PROPERTIES), "version=5.7.1\n");

        assertThat(LibraryVersions.curatorOn(List.of(folder.resolve("missing.jar"), other, jar, classes)))
                .contains("5.2.1");
        assertThat(LibraryVersions.curatorOn(List.of(other, classes))).contains("5.7.1");
        assertThat(LibraryVersions.curatorOn(List.of(other))).isEmpty();
    }
}
