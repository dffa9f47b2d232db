/**
 * Campaigns: many runs of many scenarios with many seeds, several at once, and the tables that they come to.
 *
 * <p>Lives here: which runs ({@link dev.stampede.workloads.campaign.JobSelection}), how they go on side by side and are
 * resumed ({@link dev.stampede.workloads.campaign.Campaign}), the file that remembers them, and the tables. Does not live
 * here: how one run goes ({@code dev.stampede.workloads.run}), and the options of the command line.
 */
@NullMarked
package dev.stampede.workloads.campaign;

import org.jspecify.annotations.NullMarked;
