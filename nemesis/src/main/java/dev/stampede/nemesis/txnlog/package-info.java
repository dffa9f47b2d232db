/**
 * Reads the transaction logs of members: {@code LogFileReader} one file, {@code MemberLog} all files of a member,
 * {@code TransactionParser} one entry.
 *
 * <p>It writes nothing and needs no class of ZooKeeper. The records that it yields are in {@code
 * dev.stampede.checker.history.data}; what they prove is decided by the checks.
 *
 * <p>Sources: {@code FileTxnLog}, {@code FilePadding}, {@code SerializeUtils} and {@code zookeeper.jute} of ZooKeeper
 * 3.4.14, 3.6.4 and 3.9.5.
 */
@NullMarked
package dev.stampede.nemesis.txnlog;

import org.jspecify.annotations.NullMarked;
