package dev.stampede.nemesis.ensemble.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The established TCP connections of a process, as Linux lists them (proc(5)). They prove that no connection bypasses a
 * proxy.
 */
final class SocketList {
    private static final String ESTABLISHED = "01";

    private SocketList() {}

    record Connection(String local, String remote) {
        Connection seenFromTheOtherEnd() {
            return new Connection(/* local= */ remote, /* remote= */ local);
        }
    }

    static List<Connection> of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<Connection> connections = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table));
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields[3].equals(ESTABLISHED) && inodes.contains(fields[9])) {
                    connections.add(new Connection(address(fields[1]), address(fields[2])));
                }
            }
        }
        return connections;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                String target = targetOf(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** The last four bytes are the IPv4 address in host order, even of an IPv4-mapped IPv6 address. */
    private static String address(String hex) {
        String[] parts = hex.split(":", -1);
        String four = parts[0].substring(parts[0].length() - 8);
        StringBuilder text = new StringBuilder();
        for (int i = 6; i >= 0; i -= 2) {
            text.append(Integer.parseInt(four.substring(i, i + 2), 16)).append(i == 0 ? ":" : ".");
        }
        return text.append(Integer.parseInt(parts[1], 16)).toString();
    }
}
