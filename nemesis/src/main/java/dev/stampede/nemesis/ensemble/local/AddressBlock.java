package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of loopback addresses, 127.X.0.0/16, that belongs to one ensemble.
 *
 * <p>A process claims a block by listening on 127.X.0.1. The kernel grants this to one process at a time and releases
 * the claim when the process ends for any reason. Therefore ensembles of several processes and users do not collide.
 * All ports are below 32768, where the ephemeral ports of Linux begin, so that no outgoing connection can take them.
 *
 * <ul>
 *   <li>member i listens on 127.X.1.i
 *   <li>member i connects to member j at 127.X.(10+i).j
 *   <li>client c connects to member j at 127.X.(100+c).j; the next 128 clients use 10+j as the last octet, and so on
 * </ul>
 */
final class AddressBlock implements AutoCloseable {
    private static final int FIRST_BLOCK = 32;
    private static final int BLOCKS = 192;
    private static final int CLAIM_PORT = 22180;
    private static final int CLIENT_PORT = 22181;
    private static final int QUORUM_PORT = 22888;
    private static final int ELECTION_PORT = 23888;
    private static final int PORT_SETS = 16;
    private static final int CLIENTS_PER_ROW = 128;
    private static final int ROWS = 24;

    private final int block;
    private final int portOffset;
    private final ServerSocket claim;

    private AddressBlock(int block, int portOffset, ServerSocket claim) {
        this.block = block;
        this.portOffset = portOffset;
        this.claim = claim;
    }

    /**
     * Claims a free block.
     *
     * @throws EnsembleException if no block is free, or this machine does not have all addresses of 127.0.0.0/8
     */
    static AddressBlock claim(int members) {
        // Each process starts at another block: the members of a killed harness may need a moment to exit.
        int start = (int) (ProcessHandle.current().pid() % BLOCKS);
        List<String> refusals = new ArrayList<>();
        boolean anyAssigned = false;
        for (int n = 0; n < BLOCKS; n++) {
            int block = FIRST_BLOCK + (start + n) % BLOCKS;
            try {
                return claimIfFree(block, members);
            } catch (IOException e) {
                anyAssigned |= !notAssigned(e);
                refusals.add("127." + block + ": " + e.getMessage());
            }
        }
        throw anyAssigned ? allTaken(refusals) : missing(members, refusals);
    }

    private static AddressBlock claimIfFree(int block, int members) throws IOException {
        ServerSocket claim = listen("127." + block + ".0.1", CLAIM_PORT);
        try {
            return new AddressBlock(block, freePorts(block, members), claim);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    /**
     * The offset of the first free set of ports. A server that listens on the wildcard address takes a port in every
     * block.
     */
    private static int freePorts(int block, int members) throws IOException {
        IOException last = new IOException("no ports tried");
        for (int portOffset = 0; portOffset < PORT_SETS; portOffset++) {
            try {
                for (int member = 1; member <= members; member++) {
                    String memberAddress = memberAddress(block, member);
                    listen(memberAddress, CLIENT_PORT + portOffset).close();
                    listen(memberAddress, QUORUM_PORT + portOffset).close();
                    listen(memberAddress, ELECTION_PORT + portOffset).close();
                }
                return portOffset;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getByName(host));
        } catch (IOException e) {
            throw new IOException(host + ":" + port + " " + e.getMessage(), e);
        }
    }

    private static boolean notAssigned(IOException e) {
        // Linux: "Cannot assign requested address"; macOS: "Can't assign requested address".
        return String.valueOf(e.getMessage()).contains("assign requested address");
    }

    private static EnsembleException allTaken(List<String> refusals) {
        return new EnsembleException(
                "none of the " + BLOCKS + " address blocks for local ensembles is free; the last one: "
                        + refusals.get(refusals.size() - 1) + "; stop other ensembles (ss -tlnp 'sport = :" + CLAIM_PORT
                        + "' shows the processes that use them)");
    }

    private static EnsembleException missing(int members, List<String> refusals) {
        return new EnsembleException("this machine does not have all loopback addresses (" + refusals.get(0) + "); a"
                + " local ensemble needs many of 127.0.0.0/8, which Linux has. On macOS either add them until the next"
                + " boot:\n  "
                + remedy(members) + "\nor use containers (--ensemble containers)");
    }

    /** The commands that add the addresses for an ensemble of this many members with 32 clients. */
    static String remedy(int members) {
        List<String> commands = new ArrayList<>();
        commands.add("sudo ifconfig lo0 alias 127." + FIRST_BLOCK + ".0.1 up");
        commands.add("for j in $(seq 1 " + members + "); do for i in 1 $(seq 11 " + (10 + members)
                + ") $(seq 100 131); do sudo ifconfig lo0 alias 127." + FIRST_BLOCK + ".$i.$j up; done; done");
        return String.join("\n  ", commands);
    }

    private static String memberAddress(int block, int member) {
        return "127." + block + ".1." + member;
    }

    /** The address on which a member listens. */
    String memberAddress(int member) {
        return memberAddress(block, member);
    }

    /** The address at which {@code from} reaches {@code to}. */
    String between(int from, int to) {
        return "127." + block + "." + (10 + from) + "." + to;
    }

    /** The address at which a client reaches a member. */
    String fromClient(int client, int member) {
        if (client < 0 || client >= CLIENTS_PER_ROW * ROWS) {
            throw new EnsembleException("client " + client
                    + " has no address: a local ensemble has links for clients 0 to " + (CLIENTS_PER_ROW * ROWS - 1));
        }
        return "127." + block + "." + (100 + client % CLIENTS_PER_ROW) + "."
                + (10 * (client / CLIENTS_PER_ROW) + member);
    }

    int clientPort() {
        return CLIENT_PORT + portOffset;
    }

    int quorumPort() {
        return QUORUM_PORT + portOffset;
    }

    int electionPort() {
        return ELECTION_PORT + portOffset;
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new EnsembleException("the claim on 127." + block + " cannot be released", e);
        }
    }

    @Override
    public String toString() {
        return "127." + block + ".0.0/16";
    }
}
