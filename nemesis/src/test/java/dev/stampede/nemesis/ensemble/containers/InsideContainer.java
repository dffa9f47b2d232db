package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a running container. */
final class InsideContainer {
    private InsideContainer() {}

    /**
     * Runs the program as the user that runs ZooKeeper in the images, because only that user can list the open files of
     * the process.
     */
    static List<String> lines(ContainerEngine engine, String container, String... command) throws Exception {
        String exec = engine.docker()
                .execCreateCmd(container)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withUser("zookeeper")
                .withCmd(command)
                .exec()
                .getId();
        StringBuilder text = new StringBuilder();
        try (var callback = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            engine.docker().execStartCmd(exec).exec(callback);
            if (!callback.awaitCompletion(20, TimeUnit.SECONDS)) {
                throw new AssertionError(String.join(" ", command) + " did not end in " + container);
            }
        }
        Long code = engine.docker().inspectExecCmd(exec).exec().getExitCodeLong();
        if (code == null || code != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + code + ": " + text);
        }
        return text.toString().lines().toList();
    }
}
