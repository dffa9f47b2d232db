/**
 * Makes long histories from a seed: clients that use an object which answers as it should, with operations that overlap,
 * some of them of unknown outcome, and one wrong answer if asked for; in memory or as files of other tools' formats.
 *
 * <p>Does not live here: small random histories for comparing searches, and their shrinking (see the fuzzer).
 */
@NullMarked
package dev.stampede.checker.generator;

import org.jspecify.annotations.NullMarked;
