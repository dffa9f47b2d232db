/**
 * Interceptors: code that receives the bytes of a stream before they are forwarded, and decides what happens to them.
 * They are not part of the HTTP API; see {@link dev.stampede.nemesis.toxiproxy.interception.Interceptor}.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.interception;

import org.jspecify.annotations.NullMarked;
