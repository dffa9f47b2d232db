/**
 * What objects promise, as pure functions: the {@link dev.stampede.checker.model.Model models}, and how what a history
 * recorded is read as their inputs and outputs.
 *
 * <p>Does not live here: any search (see {@code dev.stampede.checker.linearizability}), and any file format (see {@code
 * dev.stampede.checker.format}).
 */
@NullMarked
package dev.stampede.checker.model;

import org.jspecify.annotations.NullMarked;
