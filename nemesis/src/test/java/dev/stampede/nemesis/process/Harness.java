package dev.stampede.nemesis.process;

import java.nio.file.Path;
import java.util.List;

/** A harness that tests kill: starts a child, pauses it, prints its process id and the folder, and waits forever. */
final class Harness {
    private Harness() {}

    public static void main(String[] args) throws Exception {
        ChildProcesses children =
                ChildProcesses.open(args[0].equals("guardian") ? new OrphanKiller.Guardian() : OrphanKiller.best());
        Path folder = children.folder();
        ChildProcess child =
                children.start(ChildSpec.logged("sleeper", List.of("sleep", "600"), folder, folder.resolve("log")));
        child.pause();
        System.out.println(child.pid());
        System.out.println(folder);
        if (args[1].equals("exit")) {
            System.exit(0);
        }
        Thread.currentThread().join();
    }
}
