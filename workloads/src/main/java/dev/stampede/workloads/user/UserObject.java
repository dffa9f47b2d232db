package dev.stampede.workloads.user;

/**
 * What the interfaces of this package have in common. Implement one of the others.
 *
 * <p><b>Class.</b> Public and not abstract; if it is nested, static. It shares no state with other objects of its class,
 * except through ZooKeeper: each client has its own object, and clients may run in several JVMs.
 *
 * <p><b>Constructor.</b> One of these, public. Of several, the last one in this list is called:
 *
 * <ul>
 *   <li>{@code (String connectString)}: the class opens its own handles. The connect string leads through the links of its
 *       client, so that faults act on them, and their sessions are recorded unless the ensemble is secured. Its requests are
 *       not recorded: checks that need them judge less, and their coverage says so.
 *   <li>{@code (String connectString, Consumer<String> doubts)}
 *   <li>{@code (CuratorFramework curator)}: started, with recorded requests. Stampede closes it.
 *   <li>{@code (CuratorFramework curator, Consumer<String> doubts)}
 * </ul>
 *
 * <p>The class calls {@code doubts}, with the reason, from any thread, as soon as it can no longer rely on what it was
 * granted (for example, when its connection is suspended or its session is lost). A constructor that throws a connection
 * loss is called again; another exception ends the client and makes the run inconclusive.
 *
 * <p><b>Threads.</b> One thread, that of the client, calls the constructor and all methods, one at a time. It is
 * interrupted if it does not return soon after the end of the run; that is not a hang.
 *
 * <p><b>Blocking.</b> A method may block only as its Javadoc says. A method that does not return within the bound that is
 * derived from the settings, although the ensemble was available and so was what it waits for, is reported as a hang with
 * the stack of its thread.
 *
 * <p><b>Failures.</b> After an exception it is unknown whether the operation took effect. Only a {@code KeeperException}
 * of a code with which ZooKeeper refuses a request (such as {@code NoNode}, {@code NodeExists} or {@code BadVersion})
 * means that it did not, and only if the recorded requests of the operation confirm it. When a method has returned, no
 * request that it caused is sent any more.
 */
public interface UserObject {

    /**
     * Releases what the object has: its znodes, watches and, if it was made with a connect string, its handles. Called once,
     * after all other calls, also after an exception. A class with a method of this name, as {@link AutoCloseable}
     * requires it, needs nothing else.
     */
    default void close() throws Exception {}
}
