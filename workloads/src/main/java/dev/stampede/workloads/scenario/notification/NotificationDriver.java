package dev.stampede.workloads.scenario.notification;

import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Deadline;
import dev.stampede.workloads.scenario.RandomTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Client N coordinates job N, and works for all other jobs. From time to time a client closes its session, like a
 * process that ends, and begins a new life later. In a new life it knows nothing of its previous lives.
 *
 * <p>Settings: {@code key} (the parent znode of the jobs); {@code jobs} (the number of jobs); {@code assign.millis}
 * (the time between two bursts of assignments of a coordinator), {@code burst} (the number of assignments in a burst)
 * and {@code tasks.most} (the largest number of tasks of a job); {@code task.least.millis} and
 * {@code task.most.millis} (the shortest and the longest time until a task is withdrawn; their logarithms are drawn
 * uniformly, so that there are as many short as long ones); {@code reports} (the number of statuses of a task before
 * its answer) and {@code work.millis} (the time until the next of them); {@code life.millis} (the time until a client
 * closes its session) and {@code away.millis} (the time until its next life). Times without further explanation are
 * means, drawn uniformly from 0.5 to 1.5 times the mean.
 */
public abstract class NotificationDriver implements ClientDriver {
    private static final Duration STEP = Duration.ofMillis(20);

    /** Begins a life: opens the session of the client under test. */
    protected abstract NotificationClient open(ClientContext context) throws Exception;

    /** Creates a worker. */
    protected Worker worker(ClientContext context, NotificationClient client, String folder, String incarnation) {
        return new Worker(context, client, folder, incarnation);
    }

    @Override
    public final void drive(ClientContext context) throws Exception {
        for (int life = 0; context.running(); life++) {
            NotificationClient client = open(context);
            List<TaskRole> roles = roles(context, client, context.spec().uniqueName() + "." + life);
            long end = Deadline.in(RandomTimes.aroundMean(context, "life.millis"));
            while (context.running() && !Deadline.reached(end)) {
                for (TaskRole role : roles) {
                    role.step();
                }
                context.pause(STEP);
            }
            roles.forEach(TaskRole::end);
            client.close();
            context.pause(RandomTimes.aroundMean(context, "away.millis"));
        }
    }

    private List<TaskRole> roles(ClientContext context, NotificationClient client, String incarnation) {
        int number = context.spec().number();
        List<TaskRole> roles = new ArrayList<>();
        for (int i = 0; i < number(context, "jobs"); i++) {
            String job = context.spec().setting("key") + "/j" + i;
            roles.add(
                    i == number
                            ? new Coordinator(context, client, job, incarnation)
                            : worker(context, client, job + "/c" + number, incarnation));
        }
        return roles;
    }

    static int number(ClientContext context, String setting) {
        return Integer.parseInt(context.spec().setting(setting));
    }
}
