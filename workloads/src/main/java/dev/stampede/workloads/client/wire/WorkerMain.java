package dev.stampede.workloads.client.wire;

import dev.stampede.workloads.client.host.LibraryLogging;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The main class of a worker JVM. Speaks the worker's protocol on its standard streams and lives no longer than its
 * standard input: that ends with the harness, however the harness ends.
 *
 * <p>What libraries print goes to standard error.
 */
public final class WorkerMain {

    private WorkerMain() {}

    /**
     * Serves the harness, then ends the JVM.
     *
     * @param args the name of this JVM in the history
     */
    public static void main(String[] args) {
        OutputStream toHarness = new FileOutputStream(FileDescriptor.out);
        InputStream fromHarness = new BufferedInputStream(System.in);
        System.setOut(System.err);
        if (args.length != 1) {
            System.err.println("expected one argument, the name of this worker (the harness starts workers)");
            Runtime.getRuntime().halt(64);
        }
        LibraryLogging.limit();
        int status = 0;
        try {
            new WorkerServer(args[0], toHarness).serve(fromHarness);
        } catch (IOException harnessGone) {
            status = 1;
        }
        Runtime.getRuntime().halt(status); // threads of hanging clients are not waited for
    }
}
