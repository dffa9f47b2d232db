package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Resolves the target of a step when the step is executed. If it can choose between members, it excludes those that
 * another fault keeps down, paused or short of a resource. If a role is vacant, such as the leader during an election,
 * it waits up to a time limit.
 */
final class TargetResolver {
    private static final Duration POLL = Duration.ofMillis(25);

    private final FaultContext context;
    private final Duration atMost;
    private final CountDownLatch stopping;

    TargetResolver(FaultContext context, Duration atMost, CountDownLatch stopping) {
        this.context = context;
        this.atMost = atMost;
        this.stopping = stopping;
    }

    /**
     * The members, clients and links on which the fault acts now.
     *
     * @throws FaultImpossibleException if there was no eligible target in time, or the run is stopping
     */
    ResolvedTarget resolve(FaultType type, Target target, SeededChoices choices) throws InterruptedException {
        ResolvedTarget chosen;
        if (target.equals(Target.ALL)) {
            chosen = ResolvedTarget.members(
                    members().stream().map(Member::number).toList());
        } else if (target.meansMember()) {
            Member member = await("member", target, () -> member(target, choices));
            chosen = ResolvedTarget.members(List.of(member.number()));
        } else {
            ClientTarget client = await("client", target, () -> client(type, target, choices));
            chosen = ResolvedTarget.clients(List.of(client.number()));
        }
        return type.affected(chosen, context, choices);
    }

    private <T> T await(String what, Target target, Lookup<T> lookup) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> found = lookup.find();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new FaultImpossibleException("no %s matched the target \"%s\" within %s. Members: %s"
                        .formatted(what, target, WholeMillis.text(atMost), roles()));
            }
            if (stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FaultImpossibleException(
                        "the chaos phase ended while no %s matched the target \"%s\"".formatted(what, target));
            }
        }
    }

    @FunctionalInterface
    private interface Lookup<T> {
        Optional<T> find();
    }

    private List<String> roles() {
        return members().stream().map(m -> m.number() + " " + m.status().role()).toList();
    }

    private List<Member> members() {
        return context.ensemble().members();
    }

    private Optional<Member> member(Target target, SeededChoices choices) {
        return switch (target.kind()) {
            case LEADER -> leader();
            case FOLLOWER ->
                leader().flatMap(l -> ranked(choices, undisturbed())
                        .filter(m -> m.voting() && m.number() != l.number())
                        .findFirst());
            case MEMBER -> memberWithNumber(target.number());
            case MEMBER_OF_CLIENT ->
                memberWithNumber(context.client(target.number()).session().member());
            case MEMBER_OF_HOLDER ->
                holder(choices).flatMap(c -> memberWithNumber(c.session().member()));
            default -> ranked(choices, undisturbed()).findFirst();
        };
    }

    private Optional<Member> memberWithNumber(int number) {
        return members().stream().filter(m -> m.number() == number).findFirst();
    }

    private static Stream<Member> ranked(SeededChoices choices, List<Member> members) {
        return choices.ranked("member", members, Member::number).stream();
    }

    /** The running members that no fault keeps paused or short of a resource. */
    private List<Member> undisturbed() {
        return members().stream()
                .filter(m -> !context.holdings().disturbed(m.number()) && m.alive())
                .toList();
    }

    /** The leader with the highest epoch. A former leader that is cut off may still report that it leads. */
    private Optional<Member> leader() {
        record Leading(Member member, long epoch) {}
        List<Leading> leading = new ArrayList<>();
        for (Member member : undisturbed()) {
            Member.Status status = member.status();
            if (status.leads()) {
                leading.add(new Leading(member, status.epoch()));
            }
        }
        return leading.stream().max(Comparator.comparingLong(Leading::epoch)).map(Leading::member);
    }

    private Optional<ClientTarget> client(FaultType type, Target target, SeededChoices choices) {
        Optional<ClientTarget> client =
                switch (target.kind()) {
                    case CLIENT -> Optional.of(context.client(target.number()));
                    case HOLDER -> holder(choices);
                    default ->
                        choices.ranked("client", context.clients(), ClientTarget::number).stream()
                                .filter(type::canTarget)
                                .findFirst();
                };
        return client.filter(type::canTarget);
    }

    private Optional<ClientTarget> holder(SeededChoices choices) {
        return choices.ranked("holder", context.clients(), ClientTarget::number).stream()
                .filter(ClientTarget::holds)
                .findFirst();
    }
}
