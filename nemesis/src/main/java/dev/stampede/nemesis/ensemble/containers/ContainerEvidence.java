package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the logs and the data of members into a folder that is kept after the ensemble is closed:
 * {@code zk1/zookeeper.log}, {@code zk1/data.tar}.
 */
record ContainerEvidence(ContainerEngine engine, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerEvidence.class);
    private static final int MOST_LINES = 100_000;

    void keep(ContainerMember member) {
        Path own = folder.resolve("zk" + member.number());
        Optional<String> container = member.container();
        try {
            Files.createDirectories(own);
            Files.write(own.resolve("zookeeper.log"), member.log(MOST_LINES), StandardCharsets.UTF_8);
            if (container.isPresent()) {
                try (InputStream data = engine.docker()
                        .copyArchiveFromContainerCmd(container.get(), ContainerCfg.DATA)
                        .exec()) {
                    Files.copy(data, own.resolve("data.tar"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException | DockerException e) {
            LOG.warn("the log and the data of {} could not be copied to {}", member, own, e);
        }
    }
}
