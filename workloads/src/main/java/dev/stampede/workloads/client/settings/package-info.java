/**
 * The client settings of an ensemble that others run: how its file is read, and how handles are opened with it.
 *
 * <p>Runs in worker JVMs, too, so it uses only the JDK and ZooKeeper. Secrets stay in the file and in memory: nothing here
 * prints one, and what crosses to a worker is the path of the file. Does not live here: what a run may do on such an
 * ensemble.
 */
@NullMarked
package dev.stampede.workloads.client.settings;

import org.jspecify.annotations.NullMarked;
