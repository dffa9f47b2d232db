/**
 * A class that ZooKeeper's client loads by its name, and whose superclass can only be extended in ZooKeeper's own package.
 */
@NullMarked
package org.apache.zookeeper;

import org.jspecify.annotations.NullMarked;
