package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.PartitionMatrix;
import java.io.IOException;
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
     * the harness.
     */
    private static int connectionsThroughProxies(Ensemble ensemble) throws IOException {
        List<SocketList.Connection> proxies =
                SocketList.of(ProcessHandle.current().pid());
        int dialled = 0;
        for (Member member : ensemble.members()) {
            LocalMember local = (LocalMember) member;
            AddressBlock block = local.spec().block();
            for (SocketList.Connection connection : SocketList.of(local.pid())) {
                if (isPeerPort(block, connection.remote())) {
                    String between = block.between(member.number(), 1);
                    assertThat(connection.remote()).startsWith(between.substring(0, between.lastIndexOf('.') + 1));
                    dialled++;
                } else if (isPeerPort(block, connection.local())) {
                    assertThat(proxies).contains(connection.seenFromTheOtherEnd());
                }
            }
        }
        return dialled;
    }

    private static boolean isPeerPort(AddressBlock block, String address) {
        return address.endsWith(":" + block.quorumPort()) || address.endsWith(":" + block.electionPort());
    }
}
