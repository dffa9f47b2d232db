/**
 * The sequential specifications of objects, the {@link dev.stampede.checker.model.Model models}, and the readers that
 * convert recorded operations into their inputs and outputs.
 *
 * <p>Searches are in {@code dev.stampede.checker.linearizability}, file formats in {@code dev.stampede.checker.format}.
 */
@NullMarked
package dev.stampede.checker.model;

import org.jspecify.annotations.NullMarked;
