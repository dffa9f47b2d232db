package dev.stampede.checker.history.data;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result code of an attempt: {@code org.apache.zookeeper.KeeperException.Code} of ZooKeeper 3.9, with the same
 * names.
 */
public enum ResultCode {
    OK(0),
    SYSTEMERROR(-1),
    RUNTIMEINCONSISTENCY(-2),
    DATAINCONSISTENCY(-3),
    CONNECTIONLOSS(-4),
    MARSHALLINGERROR(-5),
    UNIMPLEMENTED(-6),
    OPERATIONTIMEOUT(-7),
    BADARGUMENTS(-8),
    UNKNOWNSESSION(-12),
    NEWCONFIGNOQUORUM(-13),
    RECONFIGINPROGRESS(-14),
    APIERROR(-100),
    NONODE(-101),
    NOAUTH(-102),
    BADVERSION(-103),
    NOCHILDRENFOREPHEMERALS(-108),
    NODEEXISTS(-110),
    NOTEMPTY(-111),
    SESSIONEXPIRED(-112),
    INVALIDCALLBACK(-113),
    INVALIDACL(-114),
    AUTHFAILED(-115),
    CLOSING(-116),
    NOTHING(-117),
    SESSIONMOVED(-118),
    NOTREADONLY(-119),
    EPHEMERALONLOCALSESSION(-120),
    NOWATCHER(-121),
    REQUESTTIMEOUT(-122),
    RECONFIGDISABLED(-123),
    SESSIONCLOSEDREQUIRESASLAUTH(-124),
    QUOTAEXCEEDED(-125),
    THROTTLEDOP(-127),
    /** A code that is not in this list; the effect of the request is unknown. */
    UNKNOWN(Integer.MIN_VALUE);

    /** Client libraries make up the other codes, too, if they receive no reply or send no request. */
    private static final Set<ResultCode> ONLY_FROM_SERVERS = EnumSet.of(
            OK,
            RUNTIMEINCONSISTENCY,
            NEWCONFIGNOQUORUM,
            RECONFIGINPROGRESS,
            NONODE,
            NOAUTH,
            BADVERSION,
            NOCHILDRENFOREPHEMERALS,
            NODEEXISTS,
            NOTEMPTY,
            SESSIONMOVED,
            NOTREADONLY,
            EPHEMERALONLOCALSESSION,
            RECONFIGDISABLED,
            QUOTAEXCEEDED,
            THROTTLEDOP);

    private static final Map<Integer, ResultCode> BY_VALUE = new HashMap<>();
    private static final Map<String, ResultCode> BY_NAME = new HashMap<>();

    static {
        for (ResultCode code : values()) {
            BY_NAME.put(code.name(), code);
            BY_VALUE.put(code.value, code);
        }
    }

    private final int value;

    ResultCode(int value) {
        this.value = value;
    }

    /**
     * Whether a request with this code was answered by a server, and its client received the answer. Other codes may
     * also come from the client library, such as ConnectionLoss.
     */
    public boolean onlyFromServers() {
        return ONLY_FROM_SERVERS.contains(this);
    }

    /** The number on the wire. */
    public int value() {
        return value;
    }

    /** The code with this number, {@link #UNKNOWN} if it is not in this list. */
    public static ResultCode of(int value) {
        return BY_VALUE.getOrDefault(value, UNKNOWN);
    }

    /** The code with this name, null if there is none. */
    static @Nullable ResultCode named(String name) {
        return BY_NAME.get(name);
    }
}
