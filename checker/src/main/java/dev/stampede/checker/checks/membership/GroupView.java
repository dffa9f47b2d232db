package dev.stampede.checker.checks.membership;

import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.checks.registration.AdoptedList;
import java.util.List;

/**
 * The view of one client: the members that a group has according to the lists that the client received.
 *
 * @param lists the lists, each with data by member id, in chronological order; each is in force until the next one
 * @param undisturbed the times in which the client was connected and no fault or outage of a member disturbed it; the
 *     times in which the client waited for an operation are pauses, during which no time limit runs
 */
record GroupView(int client, String group, List<AdoptedList> lists, UndisturbedTime undisturbed) {}
