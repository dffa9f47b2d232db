package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.PartitionMatrix;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("containers")
class ContainerPartitionMatrixIT {
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
    private static final String ESTABLISHED = "01";

    @Nested
    class Directions extends PartitionMatrix.Directions {
        @Override
        protected Ensemble make() {
            return ContainerEnsemble.builder().members(3).clients(0).build();
        }
    }

    @Nested
    class Pairs extends PartitionMatrix.Pairs {
        @Override
        protected Ensemble make() {
            return ContainerEnsemble.builder().members(3).clients(0).build();
        }

        @Override
        protected int connectionsThroughProxies(Ensemble ensemble) throws Exception {
            return ContainerPartitionMatrixIT.connectionsThroughProxies(ensemble);
        }
    }

    /**
     * A member's network has two processes: the member and its Toxiproxy server. A connection of the member to a peer's
     * port must lead to 127.0.0.1, where only the Toxiproxy server listens.
     */
    private static int connectionsThroughProxies(Ensemble ensemble) throws Exception {
        ContainerEngine engine = ContainerEngine.find();
        int dialled = 0;
        for (Member member : ensemble.members()) {
            String container = ((ContainerMember) member).container().orElseThrow();
            Set<String> own = InsideContainer.lines(engine, container, "ls", "-l", "/proc/1/fd").stream()
                    .map(SOCKET::matcher)
                    .filter(Matcher::find)
                    .map(m -> m.group(1))
                    .collect(Collectors.toSet());
            for (String line : InsideContainer.lines(engine, container, "cat", "/proc/net/tcp", "/proc/net/tcp6")) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields.length > 9 && fields[3].equals(ESTABLISHED) && own.contains(fields[9])) {
                    int port = Integer.parseInt(fields[2].substring(fields[2].indexOf(':') + 1), 16);
                    if (peerPorts().contains(port)) {
                        assertThat(fields[2])
                                .as("member %d connects to port %d", member.number(), port)
                                .contains("0100007F:");
                        dialled++;
                    }
                }
            }
        }
        return dialled;
    }

    private static List<Integer> peerPorts() {
        return List.of(
                ContainerPorts.quorum(1),
                ContainerPorts.quorum(2),
                ContainerPorts.quorum(3),
                ContainerPorts.election(1),
                ContainerPorts.election(2),
                ContainerPorts.election(3));
    }
}
