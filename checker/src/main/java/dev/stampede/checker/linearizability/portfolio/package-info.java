/**
 * Lets the searches work together on one problem: {@link
 * dev.stampede.checker.linearizability.portfolio.DovetailedSearch}.
 */
@NullMarked
package dev.stampede.checker.linearizability.portfolio;

import org.jspecify.annotations.NullMarked;
