/**
 * A class that ZooKeeper's client loads by its name, and whose superclass can only be extended in ZooKeeper's own package.
 *
 * <p>The package is not {@code @NullMarked}: the mark would extend to ZooKeeper's own classes.
 */
package org.apache.zookeeper;
