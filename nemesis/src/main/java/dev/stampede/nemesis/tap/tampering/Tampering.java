package dev.stampede.nemesis.tap.tampering;

/** A way in which an ensemble lies to its clients. Thread-safe; connections may share memory. */
public interface Tampering {

    /** Creates the tamperer of a new connection. Called once per connection, on the thread that forwards it. */
    ConnectionTamperer open();
}
