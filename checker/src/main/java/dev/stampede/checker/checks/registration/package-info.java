/**
 * What the checks of load balancing and of membership share: the znodes with which clients register themselves, and the
 * lists of the clients that watch them. Decides nothing.
 */
@NullMarked
package dev.stampede.checker.checks.registration;

import org.jspecify.annotations.NullMarked;
