package dev.stampede.nemesis.txnlog;

/**
 * Why the reading of a file of the transaction log ended.
 *
 * @param reason the reason
 * @param position the number of bytes before the entry that was not read
 * @param detail for people
 */
public record LogFileEnd(Reason reason, long position, String detail) {
    /** A reason to stop. */
    public enum Reason {
        /** The file ends after an entry. */
        COMPLETE,
        /** Zeros follow the last entry: the file was allocated for later entries. */
        PREALLOCATED,
        /** The last entry is not complete: the member wrote it when it was killed, or writes it now. */
        TORN,
        /** An entry contradicts its checksum or the format. ZooKeeper does not start with such a file. */
        CORRUPT,
        /** The file does not begin with the header of a transaction log. */
        NO_LOG,
        /** The next entry would exceed a limit of the reading. */
        LIMIT
    }

    /** Whether the file holds no entry after those that were read, as far as a reader can decide. */
    public boolean whole() {
        return reason == Reason.COMPLETE || reason == Reason.PREALLOCATED;
    }
}
