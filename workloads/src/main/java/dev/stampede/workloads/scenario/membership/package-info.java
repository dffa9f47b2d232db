@NullMarked
package dev.stampede.workloads.scenario.membership;

import org.jspecify.annotations.NullMarked;
