/**
 * Campaigns: many runs of many scenarios with many seeds, several at the same time, and the tables of their results.
 *
 * <p>It contains the selection of runs ({@link dev.stampede.workloads.campaign.JobSelection}), their execution and
 * resumption ({@link dev.stampede.workloads.campaign.Campaign}), their division into shards
 * ({@link dev.stampede.workloads.campaign.ShardPlan}, {@link dev.stampede.workloads.campaign.ShardMerge}), the files of
 * results, and the tables. {@code dev.stampede.workloads.run} executes one run.
 */
@NullMarked
package dev.stampede.workloads.campaign;

import org.jspecify.annotations.NullMarked;
