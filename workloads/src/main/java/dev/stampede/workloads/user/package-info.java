/**
 * The interfaces for your own classes: one small interface for the subject of each scenario. Implement one, and Stampede
 * tests your class as it tests a recipe of Curator: from JUnit ({@code Stampede.lock(MyLock.class)}), from the command
 * line ({@code run lock --variant com.example.MyLock}), in the JVM of the test or in worker JVMs.
 *
 * <p>{@link dev.stampede.workloads.user.UserObject} says what all of them have in common: constructors, threads,
 * failures and the close. A lock or an election needs no interface: the methods are also found by their names, so that
 * production code does not depend on Stampede.
 *
 * <p>This package needs only the JDK and Curator. Does not live here: the drivers that call these classes, which are
 * in {@code dev.stampede.workloads.scenario}.
 */
@NullMarked
package dev.stampede.workloads.user;

import org.jspecify.annotations.NullMarked;
