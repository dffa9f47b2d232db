package dev.stampede.workloads.redaction;

import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.TaskInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the data of znodes by keyed hashes: equal data has equal hashes within a run, so that checks can compare the
 * hashes. The key is random and never recorded, so that short data cannot be guessed from its hash, and hashes of two
 * runs cannot be compared.
 *
 * <p>Numbers, booleans and paths are not replaced: checks compute with them, and they are ids, versions and names of
 * znodes, not data of users. Safe to use from several threads.
 */
public final class DataHashes {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;
    private static final Pattern UNCHANGED = Pattern.compile("-?\\d{1,19}|true|false|null|/\\S*|");

    private final SecretKeySpec key;

    /** Creates hashes with a new random key. */
    public DataHashes() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** The hash of data, as one word without blanks. */
    public String of(String data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(data.getBytes(StandardCharsets.UTF_8));
            return "h-" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text with an unknown meaning: a number, a boolean or a path unchanged, any other text hashed. */
    String unknown(String text) {
        return UNCHANGED.matcher(text).matches() ? text : of(text);
    }

    /** Hashes the data in the argument of an operation. */
    @Nullable
    String argument(String function, @Nullable String argument) {
        return argument == null
                ? null
                : hashed(OperationInput.of(function, argument)).argument();
    }

    private OperationInput hashed(OperationInput input) {
        if (input instanceof ZnodeInput.Create e) {
            return new ZnodeInput.Create(of(e.data()));
        } else if (input instanceof ZnodeInput.CreateSequential e) {
            return new ZnodeInput.CreateSequential(of(e.tag()));
        } else if (input instanceof ZnodeInput.SetData e) {
            return new ZnodeInput.SetData(of(e.data()), e.version());
        } else if (input instanceof ZnodeInput.Raise e) {
            return new ZnodeInput.Raise(of(e.data()));
        } else if (input instanceof ZnodeInput.Multi e) {
            return new ZnodeInput.Multi(of(e.tag()), e.guardVersion());
        } else if (input instanceof NameInput.Register e) {
            return new NameInput.Register(of(e.address()));
        } else if (input instanceof NameInput.Change e) {
            return new NameInput.Change(of(e.address()), e.afterZxid());
        } else if (input instanceof NameInput.Replace e) {
            return new NameInput.Replace(of(e.address()), e.afterZxid());
        } else if (input instanceof NameInput.Put e) {
            return new NameInput.Put(of(e.address()));
        } else if (input instanceof BackendInput.Serve e) {
            return new BackendInput.Serve(of(e.address()));
        } else if (input instanceof BackendInput.Update e) {
            return new BackendInput.Update(of(e.address()));
        } else if (input instanceof BackendInput.Dispatch e) {
            return new BackendInput.Dispatch(of(e.address()));
        } else if (input instanceof QueueInput.Enqueue e) {
            return new QueueInput.Enqueue(of(e.item()), e.priority(), e.dueMillis());
        } else if (input instanceof QueueInput.Consume e) {
            return new QueueInput.Consume(of(e.item()), e.wallMillis());
        } else if (input instanceof QueueInput.Remove e) {
            return new QueueInput.Remove(of(e.item()));
        } else if (input instanceof GroupInput.Join e) {
            return new GroupInput.Join(of(e.data()));
        } else if (input instanceof GroupInput.SetMemberData e) {
            return new GroupInput.SetMemberData(of(e.data()));
        } else if (input instanceof TaskInput.Assign e) {
            return new TaskInput.Assign(of(e.task()));
        } else if (input instanceof TaskInput.Report e) {
            return new TaskInput.Report(of(e.status()));
        } else if (input instanceof TaskInput.Answer e) {
            return new TaskInput.Answer(of(e.status()));
        } else if (input instanceof OperationInput.Custom e && e.argument() != null) {
            return new OperationInput.Custom(e.function(), unknown(e.argument()));
        }
        return input;
    }

    /**
     * Hashes the data in the result of an operation.
     *
     * @param input the argument of the operation, with the data or its hash
     */
    @Nullable
    String result(OperationInput input, @Nullable String result) {
        if (result == null) {
            return null;
        }
        OperationOutput output = input.output(result);
        boolean unread = output instanceof OperationOutput.Custom && !mayReadData(input);
        return unread ? result : hashed(output).text();
    }

    /**
     * Whether the result of an operation may be data. Other operations of this project return names of znodes and the
     * like.
     */
    private static boolean mayReadData(OperationInput input) {
        return input instanceof OperationInput.Custom
                || input instanceof ZnodeInput.Read
                || input instanceof ZnodeInput.ViewChange
                || input instanceof ZnodeInput.Snapshot
                || input instanceof NameInput.LookUp
                || input instanceof BackendInput.ListBackends
                || input instanceof GroupInput.ListMembers
                || input instanceof TaskInput.Receive;
    }

    private OperationOutput hashed(OperationOutput output) {
        if (output instanceof OperationOutput.Shown e && e.state() != null) {
            return new OperationOutput.Shown(hashed(e.state()));
        } else if (output instanceof OperationOutput.ShownTogether e) {
            return new OperationOutput.ShownTogether(
                    e.states().stream().map(this::hashed).toList());
        } else if (output instanceof OperationOutput.Found e && e.address() != null) {
            return new OperationOutput.Found(of(e.address()));
        } else if (output instanceof OperationOutput.Backends e) {
            return new OperationOutput.Backends(hashed(e.addresses()));
        } else if (output instanceof OperationOutput.Members e) {
            return new OperationOutput.Members(hashed(e.dataById()));
        } else if (output instanceof OperationOutput.Taken e) {
            return new OperationOutput.Taken(of(e.item()));
        } else if (output instanceof OperationOutput.Custom e && e.text() != null) {
            return new OperationOutput.Custom(unknown(e.text()));
        }
        return output;
    }

    private Map<String, String> hashed(Map<String, String> values) {
        Map<String, String> hashed = new LinkedHashMap<>();
        values.forEach((name, value) -> hashed.put(name, of(value)));
        return hashed;
    }

    private ZnodeState hashed(ZnodeState state) {
        return new ZnodeState(of(state.data()), state.version(), state.czxid(), state.mzxid());
    }
}
