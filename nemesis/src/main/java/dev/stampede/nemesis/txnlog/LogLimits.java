package dev.stampede.nemesis.txnlog;

/**
 * How much of the transaction log of one member is read.
 *
 * @param transactions the maximum number of transactions
 * @param bytes the maximum number of bytes of entries; the preallocated rest of a file does not count
 */
public record LogLimits(int transactions, long bytes) {
    /** 200,000 transactions and 64 MiB. */
    public static LogLimits defaults() {
        return new LogLimits(200_000, 64L << 20);
    }

    LogLimits minus(int moreTransactions, long moreBytes) {
        return new LogLimits(transactions - moreTransactions, bytes - moreBytes);
    }
}
