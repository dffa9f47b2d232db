package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.PartitionMatrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class LocalPartitionMatrixIT {
    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Directions extends PartitionMatrix.Directions {
        @Override
        protected Ensemble make() {
            return LocalEnsemble.builder().members(3).build();
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Pairs extends PartitionMatrix.Pairs {
        @Override
        protected Ensemble make() {
            return LocalEnsemble.builder().members(3).build();
        }

        @Override
        protected int connectionsThroughProxies(Ensemble ensemble) throws IOException {
            return LocalPartitionMatrixIT.connectionsThroughProxies(ensemble);
        }
    }

    /**
     * Checks both ends of every connection between members: an opened one leads to a proxy, an accepted one comes from
     * the harness. Returns the number of opened ones.
     */
    private static int connectionsThroughProxies(Ensemble ensemble) throws IOException {
        int dialled = 0;
        for (Member member : ensemble.members()) {
            LocalMember local = (LocalMember) member;
            AddressBlock block = local.spec().block();
            String between = block.between(member.number(), 1);
            List<SocketList.Connection> connections = SocketList.of(local.pid());
            List<SocketList.Connection> opened = connections.stream()
                    .filter(connection -> isPeerPort(block, connection.remote()))
                    .toList();
            assertThat(opened).allSatisfy(connection -> assertThat(connection.remote())
                    .startsWith(between.substring(0, between.lastIndexOf('.') + 1)));
            dialled += opened.size();
            assertThat(withoutHarness(
                            local,
                            connections.stream()
                                    .filter(connection -> isPeerPort(block, connection.local()))
                                    .toList()))
                    .isEmpty();
        }
        return dialled;
    }

    /** Those of the accepted connections whose other end is not the harness, and that are still open. */
    private static List<SocketList.Connection> withoutHarness(LocalMember member, List<SocketList.Connection> accepted)
            throws IOException {
        List<SocketList.Connection> harness =
                SocketList.of(ProcessHandle.current().pid());
        List<SocketList.Connection> foreign = new ArrayList<>(accepted);
        foreign.removeIf(connection -> harness.contains(connection.seenFromTheOtherEnd()));
        foreign.retainAll(SocketList.of(member.pid()));
        return foreign;
    }

    private static boolean isPeerPort(AddressBlock block, String address) {
        return address.endsWith(":" + block.quorumPort()) || address.endsWith(":" + block.electionPort());
    }
}
