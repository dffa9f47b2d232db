package dev.stampede.workloads.client.wire;

import dev.stampede.workloads.client.host.LibraryLogging;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The main class of a worker JVM. It uses the worker's protocol on its standard streams. It ends when its standard
 * input ends, which happens when the harness ends in any way.
 *
 * <p>The output of libraries goes to standard error.
 */
public final class WorkerMain {

    private WorkerMain() {}

    /**
     * Serves the harness, then ends the JVM.
     *
     * @param args one argument: the name of this JVM in the history
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
        Runtime.getRuntime().halt(status); // without waiting for the threads of hanging clients
    }
}
