/**
 * The client settings of external ensembles: reading the file, and opening handles with the settings.
 *
 * <p>This package also runs in worker JVMs, so it uses only the JDK and ZooKeeper. Secrets stay in the file and in
 * memory: they are never printed, and only the path of the file is sent to a worker. {@code dev.stampede.workloads.run}
 * limits the steps of a run on such an ensemble.
 */
@NullMarked
package dev.stampede.workloads.client.settings;

import org.jspecify.annotations.NullMarked;
