package dev.stampede.workloads.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.junit.Nightly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dry run of a release, on a copy of the sources and without keys. */
@Nightly
class ReleaseIT {
    @Test
    void release_profile_deploys_every_artifact_with_sources_and_javadoc() throws Exception {
        UserProject copy = UserProject.copyOf(UserProject.ROOT);
        Path repository = copy.folder().resolve("target/repository");

        UserProject.Build build = copy.maven(
                "deploy",
                "-Prelease",
                "-DskipTests",
                "-Dgpg.skip",
                "-Dmaven.install.skip",
                "-DaltDeploymentRepository=dry-run::" + repository.toUri());

        assertThat(build.code()).as(build.text()).isZero();
        for (String module : List.of("checker", "nemesis", "reports", "workloads")) {
            assertThat(files(repository, "stampede-" + module))
                    .as(module)
                    .anyMatch(f -> f.endsWith(".pom"))
                    .anyMatch(f -> f.endsWith("-sources.jar"))
                    .anyMatch(f -> f.endsWith("-javadoc.jar"))
                    .anyMatch(f -> f.matches("stampede-\\w+-[\\d.-]+\\.jar"));
        }
        assertThat(files(repository, "stampede")).anyMatch(f -> f.endsWith(".pom"));
        assertThat(files(repository, "stampede-bom")).anyMatch(f -> f.endsWith(".pom"));
    }

    private static List<String> files(Path repository, String artifact) throws Exception {
        try (Stream<Path> files = Files.walk(repository.resolve("dev/stampede").resolve(artifact))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
