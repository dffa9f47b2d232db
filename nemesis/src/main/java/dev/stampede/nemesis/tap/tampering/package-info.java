/**
 * A lying ensemble: listeners of the tap that change, drop, repeat or reorder frames of the client protocol, as a
 * faulty member could. They prove that the checks find a broken guarantee of ZooKeeper.
 *
 * <p>{@link dev.stampede.nemesis.tap.tampering.TamperingListener} chooses the frames. A
 * {@link dev.stampede.nemesis.tap.tampering.Tampering} says how frames can be changed; the classes {@code …Tamperings}
 * contain all of them by what they change. {@code WireReply}, {@code StatField} and {@code JuteWriter} change and write
 * the bytes.
 *
 * <p>Sources of the formats: {@code zookeeper.jute}, {@code MultiResponse} and {@code FinalRequestProcessor} of 3.9.5.
 */
@NullMarked
package dev.stampede.nemesis.tap.tampering;

import org.jspecify.annotations.NullMarked;
