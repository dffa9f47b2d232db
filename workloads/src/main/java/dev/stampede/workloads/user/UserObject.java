package dev.stampede.workloads.user;

/**
 * What the interfaces of this package have in common. Implement one of the other interfaces.
 *
 * <p><b>Class.</b> Public and not abstract; if it is nested, static. It shares no state with other objects of its
 * class, except through ZooKeeper: each client has its own object, and clients may run in several JVMs.
 *
 * <p><b>Constructor.</b> One of these, public. Of several, the last one in this list is called:
 *
 * <ul>
 *   <li>{@code (String connectString)}: the class opens its own handles. The connect string has the addresses of the
 *       client's proxies, so that faults act on the handles. The sessions of the handles are recorded unless the
 *       ensemble uses TLS or SASL. Their requests are not recorded: checks that need them judge less, and their
 *       coverage says so.
 *   <li>{@code (String connectString, Consumer<String> doubts)}
 *   <li>{@code (CuratorFramework curator)}: started, with recorded requests. Stampede closes it.
 *   <li>{@code (CuratorFramework curator, Consumer<String> doubts)}
 * </ul>
 *
 * <p>The class calls {@code doubts}, with the reason, from any thread, as soon as it can no longer rely on what it was
 * granted (for example, when its connection is suspended or its session is lost). A constructor that throws a
 * connection loss is called again; another exception ends the client and makes the run inconclusive.
 *
 * <p><b>Threads.</b> One thread, that of the client, calls the constructor and all methods, one at a time. The thread
 * is interrupted if a call does not return soon after the end of the run; such a call is not a hang.
 *
 * <p><b>Blocking.</b> A method may block only as its Javadoc says. A call is reported as a hang, with the stack of its
 * thread, if it exceeds the limit that is derived from the settings while the ensemble and what the call waits for
 * (such as the lock) are available.
 *
 * <p><b>Failures.</b> After an exception it is unknown whether the operation took effect. Only a {@code
 * KeeperException} of a code with which ZooKeeper refuses a request (such as {@code NoNode}, {@code NodeExists} or
 * {@code BadVersion}) means that it had no effect, and only if the recorded requests of the operation confirm this.
 * After a method has returned, the class must not send further requests for it.
 */
public interface UserObject {

    /**
     * Releases the znodes, the watches and, if the object was made with a connect string, the handles of the object.
     * Called once, after all other calls, also after an exception. If the class already has a method {@code close()},
     * for example as an {@link AutoCloseable}, that method is called.
     */
    default void close() throws Exception {}
}
