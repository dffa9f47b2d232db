package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of a simulated client.
 *
 * @param version the version that a set, a delete or a check requires, -1 for any
 * @param kind the kind of the znode that a create makes
 * @param parts the requests of a multi
 * @param watch called once when the path (or for {@code getChildren} its children) changes, null for no watch
 */
record Request(
        Opcode opcode,
        String path,
        String data,
        int version,
        Kind kind,
        List<Request> parts,
        @Nullable Runnable watch) {

    /** The kind of a znode that is created. */
    enum Kind {
        PERSISTENT,
        EPHEMERAL,
        SEQUENTIAL,
        EPHEMERAL_SEQUENTIAL;

        boolean ephemeral() {
            return this == EPHEMERAL || this == EPHEMERAL_SEQUENTIAL;
        }

        boolean sequential() {
            return this == SEQUENTIAL || this == EPHEMERAL_SEQUENTIAL;
        }
    }

    private static Request of(Opcode opcode, String path, String data, int version, Kind kind) {
        return new Request(opcode, path, data, version, kind, List.of(), null);
    }

    static Request create(String path, String data, Kind kind) {
        return of(Opcode.CREATE, path, data, -1, kind);
    }

    static Request set(String path, String data, int version) {
        return of(Opcode.SET_DATA, path, data, version, Kind.PERSISTENT);
    }

    static Request delete(String path, int version) {
        return of(Opcode.DELETE, path, "", version, Kind.PERSISTENT);
    }

    /** The check of a multi: the znode has this version. It has the opcode of a read, because it changes nothing. */
    static Request check(String path, int version) {
        return of(Opcode.EXISTS, path, "", version, Kind.PERSISTENT);
    }

    static Request multi(List<Request> parts) {
        return new Request(Opcode.MULTI, "", "", -1, Kind.PERSISTENT, parts, null);
    }

    static Request snapshot(List<String> paths) {
        List<Request> parts = paths.stream().map(Request::data).toList();
        return new Request(Opcode.MULTI_READ, "", "", -1, Kind.PERSISTENT, parts, null);
    }

    static Request data(String path) {
        return of(Opcode.GET_DATA, path, "", -1, Kind.PERSISTENT);
    }

    static Request exists(String path) {
        return of(Opcode.EXISTS, path, "", -1, Kind.PERSISTENT);
    }

    static Request children(String path) {
        return of(Opcode.GET_CHILDREN, path, "", -1, Kind.PERSISTENT);
    }

    static Request sync(String path) {
        return of(Opcode.SYNC, path, "", -1, Kind.PERSISTENT);
    }

    static Request close() {
        return of(Opcode.CLOSE, "", "", -1, Kind.PERSISTENT);
    }

    /** The same request, which also sets a watch. */
    Request watchedBy(Runnable event) {
        return new Request(opcode, path, data, version, kind, parts, event);
    }
}
