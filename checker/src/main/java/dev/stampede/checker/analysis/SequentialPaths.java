package dev.stampede.checker.analysis;

/** The paths of sequential znodes. Stateless. */
public final class SequentialPaths {
    /** ZooKeeper appends a sequence number of this length to the requested path. */
    private static final int SEQUENCE_DIGITS = 10;

    private SequentialPaths() {}

    /**
     * The requested path of a sequential create that got this path; the path itself if it ends with no sequence number.
     */
    public static String requested(String path) {
        int end = path.length() - SEQUENCE_DIGITS;
        return end > 0 && path.chars().skip(end).allMatch(c -> c >= '0' && c <= '9') ? path.substring(0, end) : path;
    }

    /** Whether a path ends like that of a sequential znode. */
    public static boolean hasSuffix(String path) {
        return !requested(path).equals(path);
    }
}
