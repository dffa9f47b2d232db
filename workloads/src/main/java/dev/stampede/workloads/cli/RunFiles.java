package dev.stampede.workloads.cli;

import dev.stampede.workloads.run.RunConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a recorded run, by its folder. */
final class RunFiles {
    private static final String HISTORY = "history.jsonl.gz";

    private RunFiles() {}

    /** The history in the folder of a run; other paths are returned unchanged. */
    static Path history(Path folderOrFile) {
        Path inside = folderOrFile.resolve(HISTORY);
        return Files.isRegularFile(inside) ? inside : folderOrFile;
    }

    /** The configuration in a folder; a file is a configuration itself. */
    static Path config(Path folderOrFile) {
        return Files.isDirectory(folderOrFile) ? folderOrFile.resolve(RunConfigFile.NAME) : folderOrFile;
    }

    /** The parent folder of a file or folder; the root if it has none. */
    static Path folderOf(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }
}
