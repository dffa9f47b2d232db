package dev.stampede.workloads.redaction;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.OperationInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets, and on request the data of znodes, from the events of a run before they are recorded or shown. Safe
 * to use from several threads, if the invocation of an operation is redacted before its completion.
 */
public final class EventRedactor implements UnaryOperator<Event> {
    /**
     * The message of an exception, up to the end of the line. Messages of ZooKeeper's errors do not match, because they
     * contain only the error and a path.
     */
    private static final Pattern EXCEPTION_MESSAGE =
            Pattern.compile("([\\w.$]*(?:Exception|Error)[\\w$]*): (?!KeeperErrorCode = )[^\\r\\n]*");

    private final SecretScrubber secrets;
    private final Optional<DataHashes> hashes;
    /** The arguments of the open operations, to interpret their results. */
    private final Map<Integer, OperationInput> open = new ConcurrentHashMap<>();

    /** @param hashes replaces the data of znodes; empty to record the data */
    public EventRedactor(SecretScrubber secrets, Optional<DataHashes> hashes) {
        this.secrets = secrets;
        this.hashes = hashes;
    }

    /** The event without secrets and, on request, without data. */
    @Override
    public Event apply(Event event) {
        if (event instanceof Event.Invoked || event instanceof Event.Completed || event instanceof Event.ClientEnded) {
            return operation(event);
        } else if (event instanceof Event.AttemptSent e) {
            return new Event.AttemptSent(
                    e.attempt(),
                    e.client(),
                    e.operation(),
                    e.session(),
                    e.order(),
                    e.opcode(),
                    data(e.path()),
                    e.atNanos());
        } else if (event instanceof Event.AttemptAnswered e) {
            return new Event.AttemptAnswered(
                    e.attempt(), e.code(), e.session(), e.zxid(), e.replyZxid(), data(e.path()), e.stat(), e.atNanos());
        } else if (event instanceof Event.ChildrenListed e) {
            return new Event.ChildrenListed(
                    e.client(),
                    secrets.data(e.path()),
                    e.stat(),
                    e.children().stream().map(secrets::data).toList(),
                    e.atNanos());
        } else if (event instanceof Event.ZnodeObserved e) {
            return new Event.ZnodeObserved(
                    e.member(), e.change(), secrets.data(e.path()), e.zxid(), e.afterZxid(), e.stat(), e.atNanos());
        }
        return otherEvent(event);
    }

    private Event operation(Event event) {
        if (event instanceof Event.Invoked e) {
            String argument = e.argument() == null ? null : secrets.data(e.argument());
            hashes.ifPresent(h -> open.put(e.operation(), OperationInput.of(e.function(), e.argument())));
            return new Event.Invoked(
                    e.operation(),
                    e.client(),
                    e.function(),
                    data(e.key()),
                    hashes.map(h -> h.argument(e.function(), e.argument())).orElse(argument),
                    e.atNanos());
        } else if (event instanceof Event.Completed e) {
            return new Event.Completed(
                    e.operation(),
                    e.outcome(),
                    result(e),
                    text(e.error()),
                    e.session(),
                    e.token(),
                    e.zxid(),
                    e.atNanos());
        } else if (event instanceof Event.ClientEnded e) {
            return new Event.ClientEnded(e.client(), e.origin(), text(e.stackTrace()), e.atNanos());
        }
        return event;
    }

    private @Nullable String result(Event.Completed e) {
        OperationInput input = open.remove(e.operation());
        String result = e.result();
        if (hashes.isPresent() && input != null) {
            return hashes.get().result(input, result);
        }
        return data(result);
    }

    private Event otherEvent(Event event) {
        if (event instanceof Event.Note e) {
            return new Event.Note(e.severity(), message(e.text()), e.atNanos());
        } else if (event instanceof Event.Believed e) {
            return new Event.Believed(e.client(), secrets.data(e.key()), e.token(), e.atNanos());
        } else if (event instanceof Event.Doubted e) {
            return new Event.Doubted(e.client(), data(e.key()), secrets.text(e.reason()), e.atNanos());
        } else if (event instanceof Event.StoreWritten e) {
            return new Event.StoreWritten(
                    e.client(),
                    e.operation(),
                    secrets.data(e.key()),
                    e.token(),
                    e.accepted(),
                    e.highestToken(),
                    e.atNanos());
        } else if (event instanceof Event.TrackPoint e) {
            String label = secrets.text(e.label());
            return new Event.TrackPoint(
                    e.track(),
                    e.lane(),
                    hashes.map(h -> h.unknown(label)).orElse(label),
                    e.severity(),
                    e.value(),
                    e.atNanos());
        } else if (event instanceof Event.TrackSpan e) {
            return new Event.TrackSpan(
                    e.track(), e.lane(), secrets.text(e.label()), e.severity(), e.fromNanos(), e.atNanos());
        } else if (event instanceof Event.ZnodeAudited e) {
            return new Event.ZnodeAudited(
                    e.member(),
                    secrets.data(e.path()),
                    e.stat(),
                    hashes.map(h -> h.of(e.data())).orElse(e.data()),
                    e.acl(),
                    e.atNanos());
        } else if (event instanceof Event.TransactionLogged e) {
            return new Event.TransactionLogged(e.members(), transaction(e.transaction()), e.atNanos());
        } else if (event instanceof Event.TransactionLogRead e) {
            return new Event.TransactionLogRead(reading(e.reading()), e.atNanos());
        }
        return evidence(event);
    }

    private LoggedTransaction transaction(LoggedTransaction t) {
        List<LoggedTransaction.Part> parts = t.parts().stream()
                .map(p -> new LoggedTransaction.Part(
                        p.type(), secrets.data(p.path()), p.version(), p.ephemeral(), digest(p.data())))
                .toList();
        return t.with(parts, hashes.map(h -> h.of(t.content())).orElse(t.content()));
    }

    private @Nullable String digest(@Nullable String digest) {
        return digest == null ? null : hashes.map(h -> h.of(digest)).orElse(digest);
    }

    private LogReading reading(LogReading r) {
        List<String> problems = r.problems().stream().map(this::message).toList();
        return new LogReading(r.member(), r.voting(), r.transactions(), r.lastZxid(), problems);
    }

    private Event evidence(Event event) {
        if (event instanceof Event.FaultActive e) {
            return new Event.FaultActive(e.fault(), secrets.text(e.evidence()), e.atNanos());
        } else if (event instanceof Event.FaultHealed e) {
            return new Event.FaultHealed(e.fault(), secrets.text(e.evidence()), e.atNanos());
        } else if (event instanceof Event.StepSkipped e) {
            return new Event.StepSkipped(e.step(), e.family(), message(e.reason()), e.atNanos());
        } else if (event instanceof Event.MemberAudited e) {
            return new Event.MemberAudited(e.member(), e.zxid(), e.znodes(), text(e.problem()), e.atNanos());
        } else if (event instanceof Event.WriteAudited e) {
            return new Event.WriteAudited(e.member(), text(e.problem()), e.atNanos());
        } else if (event instanceof Event.WorkerEnded e) {
            return new Event.WorkerEnded(e.jvm(), message(e.reason()), e.atNanos());
        } else if (event instanceof Event.ClientHung e) {
            return new Event.ClientHung(e.client(), message(e.probe()), e.atNanos());
        } else if (event instanceof Event.OperationBlocked e) {
            return new Event.OperationBlocked(e.operation(), message(e.stack()), e.atNanos());
        } else if (event instanceof Event.HarnessFailed e) {
            return new Event.HarnessFailed(e.part(), message(e.reason()), e.atNanos());
        } else if (event instanceof Event.RunEnded e) {
            return new Event.RunEnded(text(e.failure()), e.atNanos());
        }
        return event;
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : message(text);
    }

    /** Redacts a text for people. With hashes, the messages of exceptions are omitted, because they may quote data. */
    private String message(String text) {
        String scrubbed = secrets.text(text);
        return hashes.isEmpty() ? scrubbed : EXCEPTION_MESSAGE.matcher(scrubbed).replaceAll("$1");
    }

    private @Nullable String data(@Nullable String text) {
        return text == null ? null : secrets.data(text);
    }
}
