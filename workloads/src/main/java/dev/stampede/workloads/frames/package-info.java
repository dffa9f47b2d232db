/**
 * The frames on the links of a run's clients.
 *
 * <p>{@link dev.stampede.workloads.frames.FrameRecorder} listens to the tap ({@code dev.stampede.nemesis.tap}). It
 * writes each frame to a file in the folder of the run, which {@link dev.stampede.workloads.frames.FrameReader} reads
 * ({@code FrameFormat} documents it), and passes it to {@link dev.stampede.workloads.frames.ReplyMatcher}, which finds
 * the frame of the reply to each recorded attempt, and so the zxid of that reply.
 */
@NullMarked
package dev.stampede.workloads.frames;

import org.jspecify.annotations.NullMarked;
