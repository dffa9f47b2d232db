package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.checks.registration.AdoptedList;
import java.util.List;

/**
 * What one client took for the members of a group.
 *
 * @param lists data by id, in chronological order, each in force until the next
 * @param undisturbed the times in which the client was connected and no fault or outage of a member disturbed it; the
 *     times in which it waited for an operation are pauses
 */
record GroupView(int client, String group, List<AdoptedList> lists, UndisturbedTime undisturbed) {}
