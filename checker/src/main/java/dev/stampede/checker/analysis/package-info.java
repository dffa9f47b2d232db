/**
 * What checks compute from a history and share: time lines of clients and znodes, disturbances, derived bounds.
 *
 * <p>Lives here: everything that more than one family of checks needs to know of a history, and how anomalies are collected
 * and explained. Does not live here: any decision ({@code dev.stampede.checker.checks}).
 */
@NullMarked
package dev.stampede.checker.analysis;

import org.jspecify.annotations.NullMarked;
