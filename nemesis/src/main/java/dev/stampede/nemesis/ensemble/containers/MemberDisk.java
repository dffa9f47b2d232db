package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The disk of a member. The harness fills and frees the disk by copying files into the Toxiproxy container, which
 * mounts the disk, too. This needs no program in an image, and works whether the member runs or not.
 */
final class MemberDisk {
    private static final String FILLER = "stampede-filler";
    private static final String TRIAL = "stampede-trial";
    private static final int TRIAL_BYTES = 64 * 1024;
    private static final int BLOCK = 512;
    private static final long MOST_BYTES = 1L << 40;

    private final DockerClient docker;
    private final ProxyContainer proxy;
    private final long bytes;

    MemberDisk(DockerClient docker, ProxyContainer proxy, long bytes) {
        this.docker = docker;
        this.proxy = proxy;
        this.bytes = bytes;
    }

    /** Writes a file as large as the disk. The write takes all remaining space and then fails, as intended. */
    void fill() {
        writeFile(FILLER, bytes);
    }

    /** Truncates the file of {@link #fill}, which frees its space. */
    void free() {
        writeFile(FILLER, 0).ifPresent(problem -> {
            throw new dev.stampede.nemesis.ensemble.EnsembleException("the disk could not be freed: " + problem);
        });
    }

    /** Writes a small file and truncates it. Returns the error; empty on success. */
    Optional<String> tryToWrite() {
        Optional<String> problem = writeFile(TRIAL, TRIAL_BYTES);
        Optional<String> truncation = writeFile(TRIAL, 0);
        return problem.isPresent() ? problem : truncation;
    }

    private Optional<String> writeFile(String name, long size) {
        try {
            docker.copyArchiveToContainerCmd(proxy.id())
                    .withRemotePath(ProxyContainer.DISK)
                    .withTarInputStream(tar(name, size))
                    .exec();
            return Optional.empty();
        } catch (DockerException e) {
            return Optional.of(String.valueOf(e.getMessage()).strip());
        } catch (RuntimeException e) {
            // The engine may close the connection when there is no space.
            return Optional.of(ExceptionMessages.text(e));
        }
    }

    /** A tar archive with one file of zeros. */
    private static InputStream tar(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[BLOCK];
        entry.writeEntryHeader(header);
        long padding = (BLOCK - size % BLOCK) % BLOCK + 2 * BLOCK;
        return new SequenceInputStream(
                Collections.enumeration(List.of(new ByteArrayInputStream(header), new Zeros(size + padding))));
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            if (count > MOST_BYTES) {
                throw new IllegalArgumentException("expected at most " + MOST_BYTES + " bytes, got " + count);
            }
            left = count;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            return 0;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return length == 0 ? 0 : -1;
            }
            int count = (int) Math.min(length, left);
            java.util.Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
