package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultException;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Partitions;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.link.LinkDirection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whom an atom means when it fires. Members that another fault holds down or stopped are not taken where a
 * role leaves a choice. Waits, within a bound, for a role that nobody has, such as the leader's during an election.
 */
final class TargetResolver {
    private static final Duration LOOK = Duration.ofMillis(25);

    private final FaultContext site;
    private final Duration patience;
    private final CountDownLatch stopping;

    TargetResolver(FaultContext site, Duration patience, CountDownLatch stopping) {
        this.site = site;
        this.patience = patience;
        this.stopping = stopping;
    }

    /**
     * Whom it means now.
     *
     * @throws FaultException if nobody had the role in time, or the run is stopping
     */
    ResolvedTarget aim(FaultShape shape, Target target, SeededChoice choice) throws InterruptedException {
        if (target.equals(Target.ALL)) {
            return everyone(shape, choice);
        }
        return target.meansMember()
                ? ofMember(shape, await("member", target, () -> member(target, choice)), choice)
                : ofClient(shape, await("client", target, () -> client(shape, target, choice)));
    }

    private <T> T await(String what, Target target, Look<T> look) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> found = look.look();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new FaultException("expected a %s that is \"%s\" within %s; there was none. Members: %s"
                        .formatted(what, target, WholeMillis.text(patience), seen()));
            }
            if (stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FaultException("the chaos phase ended while no %s was \"%s\"".formatted(what, target));
            }
        }
    }

    @FunctionalInterface
    private interface Look<T> {
        Optional<T> look();
    }

    private List<String> seen() {
        return members().stream().map(m -> m.number() + " " + m.status().role()).toList();
    }

    private List<Member> members() {
        return site.ensemble().members();
    }

    private Optional<Member> member(Target target, SeededChoice choice) {
        return switch (target.kind()) {
            case LEADER -> leader();
            case FOLLOWER ->
                leader().flatMap(l -> ranked(choice, free())
                        .filter(m -> m.voting() && m.number() != l.number())
                        .findFirst());
            case MEMBER -> numbered(target.number());
            case MEMBER_OF_CLIENT ->
                numbered(site.client(target.number()).session().member());
            case MEMBER_OF_HOLDER ->
                holder(choice).flatMap(c -> numbered(c.session().member()));
            default -> ranked(choice, free()).findFirst();
        };
    }

    private Optional<Member> numbered(int number) {
        return members().stream().filter(m -> m.number() == number).findFirst();
    }

    private static java.util.stream.Stream<Member> ranked(SeededChoice choice, List<Member> members) {
        return choice.ranked("member", members, Member::number).stream();
    }

    /** Those that no other fault holds and that run. */
    private List<Member> free() {
        return members().stream()
                .filter(m -> !site.ledger().disturbed(m.number()) && m.alive())
                .toList();
    }

    /** A leader that was cut off may still believe to lead: the one with the highest epoch does. */
    private Optional<Member> leader() {
        record Leading(Member member, long epoch) {}
        List<Leading> leading = new ArrayList<>();
        for (Member member : free()) {
            Member.Status status = member.status();
            if (status.leads()) {
                leading.add(new Leading(member, status.epoch()));
            }
        }
        return leading.stream().max(Comparator.comparingLong(Leading::epoch)).map(Leading::member);
    }

    private Optional<ClientTarget> client(FaultShape shape, Target target, SeededChoice choice) {
        Optional<ClientTarget> client =
                switch (target.kind()) {
                    case CLIENT -> Optional.of(site.client(target.number()));
                    case HOLDER -> holder(choice);
                    default ->
                        choice.ranked("client", site.clients(), ClientTarget::number).stream()
                                .filter(c -> usable(shape, c))
                                .findFirst();
                };
        return client.filter(c -> usable(shape, c));
    }

    private Optional<ClientTarget> holder(SeededChoice choice) {
        return choice.ranked("holder", site.clients(), ClientTarget::number).stream()
                .filter(ClientTarget::holds)
                .findFirst();
    }

    /** Whether the fault has something to break at this client now. */
    private static boolean usable(FaultShape shape, ClientTarget client) {
        if (shape.needsWorkers()) {
            return client.workerProcess().isPresent();
        }
        ClientTarget.Session session = client.session();
        boolean located = !meansItsMember(shape) || session.member() != 0;
        return session.id() != 0 && session.connected() && located;
    }

    /** Whether it befalls the link to the member that the client is connected to. */
    private static boolean meansItsMember(FaultShape shape) {
        return shape == FaultShape.CLIENT_PARTITION_ONE || shape == FaultShape.CLIENT_PARTITION_ANSWERS;
    }

    private ResolvedTarget ofMember(FaultShape shape, Member member, SeededChoice choice) {
        List<Integer> all = numbers(members());
        List<Integer> one = List.of(member.number());
        return switch (shape) {
            case PARTITION_LEADER, PARTITION_RANDOM -> cut(one, Partitions.isolate(member.number(), all));
            case PARTITION_BRIDGE -> cut(one, Partitions.bridge(member.number(), order(all, choice)));
            case PARTITION_ONE_WAY ->
                cut(
                        one,
                        choice.either("deaf")
                                ? Partitions.deaf(member.number(), all)
                                : Partitions.unheard(member.number(), all));
            default -> ResolvedTarget.members(one);
        };
    }

    private ResolvedTarget everyone(FaultShape shape, SeededChoice choice) {
        List<Integer> all = numbers(members());
        List<Integer> voters =
                order(numbers(members().stream().filter(Member::voting).toList()), choice);
        int majority = voters.size() / 2 + 1;
        return switch (shape) {
            case PARTITION_RING -> cut(voters, Partitions.ring(voters));
            case PARTITION_ALL -> cut(all, Partitions.all(all));
            case PARTITION_MAJORITY -> {
                List<Integer> minority = voters.subList(majority, voters.size());
                List<Integer> rest =
                        all.stream().filter(m -> !minority.contains(m)).toList();
                yield cut(minority, Partitions.between(minority, rest));
            }
            case KILL_MAJORITY -> ResolvedTarget.members(voters.subList(0, majority));
            default -> throw new FaultException("no target of " + shape.kind() + " is \"all\"");
        };
    }

    private ResolvedTarget ofClient(FaultShape shape, ClientTarget client) {
        int number = client.number();
        if (shape.needsWorkers()) {
            OptionalLong process = client.workerProcess();
            return ResolvedTarget.clients(site.clients().stream()
                    .filter(c -> c.workerProcess().equals(process))
                    .map(ClientTarget::number)
                    .toList());
        }
        if (meansItsMember(shape)) {
            int member = client.session().member();
            List<Integer> its = member == 0 ? List.of() : List.of(member);
            List<LinkDirection> links = shape == FaultShape.CLIENT_PARTITION_ONE
                    ? Partitions.client(number, its)
                    : Partitions.answers(number, its);
            return new ResolvedTarget(its, List.of(number), links);
        }
        boolean cuts = shape.family() == FaultFamily.CLIENT_PARTITION || shape == FaultShape.SESSION_EXPIRY_CUT;
        return new ResolvedTarget(
                List.of(), List.of(number), cuts ? Partitions.client(number, numbers(members())) : List.of());
    }

    private static ResolvedTarget cut(List<Integer> members, List<LinkDirection> links) {
        return new ResolvedTarget(members, List.of(), links);
    }

    private static List<Integer> order(List<Integer> members, SeededChoice choice) {
        return choice.ranked("order", members, Integer::intValue);
    }

    private static List<Integer> numbers(List<Member> members) {
        return members.stream().map(Member::number).toList();
    }
}
