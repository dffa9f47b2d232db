package dev.stampede.workloads.scenario.watches;

/** Drives the correct client of watches, TTL znodes and containers. */
public final class NaiveWatchesDriver extends WatchesDriver {}
