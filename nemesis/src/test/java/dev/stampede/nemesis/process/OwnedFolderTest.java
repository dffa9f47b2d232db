package dev.stampede.nemesis.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {
    @TempDir
    Path home;

    private Process sleeper;

    @BeforeEach
    void start_child() throws IOException {
        sleeper = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end_child() {
        sleeper.destroyForcibly();
    }

    @Test
    void clean_up_of_a_folder_of_a_dead_owner_kills_its_children_and_removes_it() throws IOException {
        Path left = folderOfADeadOwner();
        note(left, ProcessIdentity.of(sleeper.pid()).orElseThrow());
        Files.createDirectories(left.resolve("data/version-2"));
        Files.writeString(left.resolve("data/version-2/log.1"), "x");

        OwnedFolder.cleanUp(home);

        await().until(() -> !sleeper.isAlive());
        assertThat(left).doesNotExist();
    }

    @Test
    void clean_up_does_not_kill_a_process_that_reuses_the_id_of_a_dead_child() throws IOException {
        Path left = folderOfADeadOwner();
        ProcessIdentity now = ProcessIdentity.of(sleeper.pid()).orElseThrow();
        note(left, new ProcessIdentity(now.pid(), now.start() - 1));

        OwnedFolder.cleanUp(home);

        assertThat(left).doesNotExist();
        assertThat(now.alive()).isTrue();
    }

    @Test
    void folders_of_this_process_are_those_that_it_created_and_has_not_removed() throws IOException {
        Path theirs = folderOfADeadOwner();
        OwnedFolder first = OwnedFolder.create(home);
        OwnedFolder second = OwnedFolder.create(home);

        assertThat(OwnedFolder.ofThisProcess(home)).containsExactlyInAnyOrder(first.path(), second.path());
        first.delete();
        assertThat(OwnedFolder.ofThisProcess(home)).containsExactly(second.path());
        assertThat(theirs).doesNotExist();
        assertThat(OwnedFolder.ofThisProcess(home.resolve("absent"))).isEmpty();
    }

    @Test
    void clean_up_ignores_an_incomplete_line() throws IOException {
        Path left = folderOfADeadOwner();
        Files.writeString(left.resolve(OwnedFolder.CHILDREN), sleeper.pid() + " ");

        OwnedFolder.cleanUp(home);

        assertThat(left).doesNotExist();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void clean_up_keeps_the_folder_of_a_live_owner() throws IOException {
        OwnedFolder ours = OwnedFolder.create(home);

        OwnedFolder.cleanUp(home);

        assertThat(ours.path()).exists();
        ours.delete();
        assertThat(ours.path()).doesNotExist();
    }

    @Test
    void clean_up_keeps_other_folders() throws IOException {
        Path other = Files.createDirectory(home.resolve("run-away"));

        OwnedFolder.cleanUp(home);

        assertThat(other).exists();
    }

    /** A folder whose owner has the id of this process but an earlier start time. */
    private Path folderOfADeadOwner() throws IOException {
        OwnedFolder ours = OwnedFolder.create(home);
        String[] parts = ours.path().getFileName().toString().split("-");
        parts[3] = Long.toString(Long.parseLong(parts[3]) - 1);
        ours.delete();
        return Files.createDirectory(home.resolve(String.join("-", parts)));
    }

    private static void note(Path folder, ProcessIdentity child) throws IOException {
        Files.writeString(folder.resolve(OwnedFolder.CHILDREN), child.pid() + " " + child.start() + "\n");
    }
}
